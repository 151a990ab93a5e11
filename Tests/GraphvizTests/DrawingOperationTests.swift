import Testing

@testable import Graphviz

/// The language is that of graphviz.org/docs/outputs/canon, "xdot".
@Suite("Drawing operations of xdot")
struct DrawingOperationTests {
    private func point(_ x: Double, _ y: Double) -> LaidOutFigure.Point { LaidOutFigure.Point(x: x, y: y) }

    @Test("Each operation that a figure needs")
    func operations() {
        #expect(
            DrawingOperation.read("S 17 -setlinewidth(1.5) c 7 -#0072b2 C 9 -#fffffe00 P 3 0 0 1.5 -2 3 4 ") == [
                .style("setlinewidth(1.5)"), .penColour("#0072b2"), .fillColour("#fffffe00"),
                .polygon([point(0, 0), point(1.5, -2), point(3, 4)], isFilled: true),
            ])
        #expect(
            DrawingOperation.read("p 1 1 2 L 2 0 0 5 5 ") == [
                .polygon([point(1, 2)], isFilled: false), .polyline([point(0, 0), point(5, 5)]),
            ])
        #expect(
            DrawingOperation.read("b 4 0 0 1 1 2 2 3 3 B 4 0 0 1 1 2 2 3 3 ") == [
                .curve([point(0, 0), point(1, 1), point(2, 2), point(3, 3)], isFilled: true),
                .curve([point(0, 0), point(1, 1), point(2, 2), point(3, 3)], isFilled: false),
            ])
        #expect(DrawingOperation.read("E 1 2 3 4 e 1 2 3 4 ")?.count == 2)
        #expect(DrawingOperation.read("") == [])
    }

    @Test("A text has its length in bytes: nothing in it is an operation")
    func texts() {
        #expect(
            DrawingOperation.read("F 9 11 -Times-Roman t 1 T 3 4 -1 20.5 9 -P 1 \u{E4} x T 5 6 0 1 0 - ") == [
                .text(point(3, 4), width: 20.5), .text(point(5, 6), width: 1),
            ])
    }

    @Test(
        "What is not of the language is refused",
        arguments: [
            "X", "P", "P 99999999999 1 1", "P 2 1 1 1", "P -1", "B 3 0 0 1 1 2 2", "c 7 -#00", "c 3 #00", "T 1 2 3 4 5 -abc", "E 1 2 3",
            "P x 1 1",
        ])
    func refused(text: String) {
        #expect(DrawingOperation.read(Substring(text)) == nil)
    }
}
