import KubeManifest

/// What a cluster assigns: a value, and whether podpath made it up because no manifest states it (R70).
package struct Assigned<Value: Sendable>: Sendable {
    package let value: Value
    package let isIllustrative: Bool

    package static func stated(_ value: Value) -> Self { Self(value: value, isIllustrative: false) }
    package static func example(_ value: Value) -> Self { Self(value: value, isIllustrative: true) }

    package init(value: Value, isIllustrative: Bool) {
        self.value = value
        self.isIllustrative = isIllustrative
    }

    /// The same in other words: an example stays one.
    package func map<Other>(_ transform: (Value) -> Other) -> Assigned<Other> {
        Assigned<Other>(value: transform(value), isIllustrative: isIllustrative)
    }
}

extension Assigned: Equatable where Value: Equatable {}
extension Assigned: Hashable where Value: Hashable {}

/// An address, and whether podpath made it up because no manifest says it (R70).
package typealias AssignedAddress = Assigned<IPAddress>

extension Assigned where Value == IPAddress {
    package var address: IPAddress { value }

    init(address: IPAddress, isIllustrative: Bool) { self.init(value: address, isIllustrative: isIllustrative) }
}

extension Assigned where Value: CustomStringConvertible {
    /// As people read it: `10.96.0.7`, `~10.244.0.7` for an example.
    package var text: String { value.description.marked(asExample: isIllustrative) }
}

extension String {
    /// `~` before what podpath made up; nothing else puts that sign there.
    package func marked(asExample isExample: Bool) -> String { isExample ? "~" + self : self }
}
