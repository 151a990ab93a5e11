/// A coordinate of an SVG: two decimals at most, without final zeros.
struct SVGNumber: CustomStringConvertible {
    private let hundredths: Int

    init(_ number: Double) {
        hundredths = Int((number * 100).rounded())
    }

    /// The distance between two coordinates as they are written.
    init(from start: Double, to end: Double) {
        hundredths = SVGNumber(end).hundredths - SVGNumber(start).hundredths
    }

    var description: String {
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
