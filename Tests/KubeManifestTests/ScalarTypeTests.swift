import KubeManifest
import Testing

@Suite("Plain scalars mean what kubectl's YAML library takes them for")
struct ScalarTypeTests {
    @Test(arguments: [
        ("80", ScalarType.int(80)), ("0", .int(0)), ("-1", .int(-1)), ("+8", .int(8)), ("0x1F", .int(31)), ("0o17", .int(15)),
        ("017", .int(15)),
        ("1_000", .int(1000)), ("80.0", .int(80)), ("8e1", .int(80)), ("1.10", .float), (".5", .float), (".inf", .float),
        ("99999999999999999999", .float), ("true", .bool(true)), ("Yes", .bool(true)), ("on", .bool(true)), ("n", .bool(false)),
        ("OFF", .bool(false)), ("null", .null), ("~", .null), ("", .null), ("web", .string), ("yess", .string), ("10.0.0.1", .string),
        ("1:59:59", .string), ("22:22", .string), ("v1", .string), ("089", .int(89)), ("2024-01-01", .string), ("-", .string),
        (".", .string),
        ("1e", .string), ("0x", .string), ("1.2.3", .string),
    ])
    func meaning(text: String, expected: ScalarType) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { ScalarType(plain: $0) } == expected)
    }
}
