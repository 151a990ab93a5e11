import CGraphviz
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Numbers of an SVG")
struct NumberTests {
    private func written(_ number: Double) -> String {
        var text = [CChar](repeating: 0, count: 401)
        let length = Int(kgv_print_number(&text, number))
        return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What libgvc would write: "%.02f" without final zeros, and 0 for what is nearly nothing.
    private func expected(_ number: Double) -> String {
        if number > -0.005, number < 0.005 { return "0" }
        var text = [CChar](repeating: 0, count: 401)
        withVaList([number]) { _ = vsnprintf(&text, text.count, "%.02f", $0) }
        var digits = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        while digits.hasSuffix("0") { digits.removeLast() }
        if digits.hasSuffix(".") { digits.removeLast() }
        return digits
    }

    @Test(
        "Two decimals, rounded as printf rounds, ties and huge numbers included",
        arguments: [
            0, -0.0, 0.004, 0.005, -0.005, 0.015, 1.005, 2.675, 0.125, -0.125, 0.375, 99.995, 100, -100, 10.5, -14.4, 1e9, 12_345_678.905,
            1e15,
            -1e22, 1e100,
        ])
    func corners(number: Double) { #expect(written(number) == expected(number)) }

    @Test("Every thousandth and every 640th from -70 to 70")
    func sweep() {
        let wrong = (-70_000...70_000).lazy.map { Double($0) / 1000 }.filter { written($0) != expected($0) }.prefix(3)
        #expect(Array(wrong) == [])
        let ties = (-44_800...44_800).lazy.map { Double($0) / 640 }.filter { written($0) != expected($0) }.prefix(3)
        #expect(Array(ties) == [])
    }
}
