/// A place in a source file: line and column count from 1, columns in Unicode scalars.
public struct SourceLocation: Hashable, Sendable, Comparable {
    /// The path of the ``SourceFile``.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in Unicode scalars.
    public let column: Int

    /// A place that its parts name.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// By file, then in the order of the text.
    public static func < (a: Self, b: Self) -> Bool {
        (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
}

/// A place within the file that the object at hand came from; eight bytes, because every field carries one.
package struct Mark: Hashable, Sendable, Comparable {
    package let line: UInt32
    package let column: UInt32

    package init(line: UInt32, column: UInt32) {
        self.line = line
        self.column = column
    }

    package func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: Int(line), column: Int(column))
    }

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A value and where it was written.
package struct Located<Value: Sendable>: Sendable {
    package let value: Value
    package let mark: Mark

    package init(_ value: Value, at mark: Mark) {
        self.value = value
        self.mark = mark
    }
}

extension Located: Equatable where Value: Equatable {}
