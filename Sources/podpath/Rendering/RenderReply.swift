import Graphviz

/// What the two processes say to each other: a line of words and lengths, then as many bytes.
///
///     xdot 1234\n digraph { … }        a figure that is asked for
///     ok 5678\n …                      its picture
///     syntax 90\n …                    libgvc's messages
///     failed 90\n …
struct RenderReply {
    private var bytes: [UInt8] = []

    static func request(_ job: RenderJob) -> [UInt8] { message(job.format.rawValue, Array(job.dot.utf8)) }

    static func reply(_ result: Result<[UInt8], RenderFailure>) -> [UInt8] {
        switch result {
        case .success(let picture): message("ok", picture)
        case .failure(.syntax(let words)): message("syntax", Array(words.utf8))
        case .failure(.failed(let words)): message("failed", Array(words.utf8))
        case .failure(let failure): message("failed", Array("\(failure)".utf8))
        }
    }

    /// The result, once all of it has come.
    mutating func take(_ piece: [UInt8]) -> Result<[UInt8], RenderFailure>? {
        bytes += piece
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let (word, length) = Self.head(bytes[..<end]) else { return nil }
        let content = bytes[(end + 1)...]
        guard content.count >= length else { return nil }
        switch word {
        case "ok": return .success(Array(content))
        case "syntax": return .failure(.syntax(String(decoding: content, as: UTF8.self)))
        default: return .failure(.failed(String(decoding: content, as: UTF8.self)))
        }
    }

    /// The word and the length of a first line; nil for anything else.
    static func head(_ line: ArraySlice<UInt8>) -> (word: String, length: Int)? {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 2, let length = Int(words[1]), length >= 0 else { return nil }
        return (String(words[0]), length)
    }

    private static func message(_ word: String, _ content: [UInt8]) -> [UInt8] { Array("\(word) \(content.count)\n".utf8) + content }
}
