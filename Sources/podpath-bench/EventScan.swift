import CYAML

/// What libyaml alone costs: every event of a text, and nothing done with it.
enum EventScan {
    /// - Returns: the number of events; nil where the text is no YAML.
    static func count(_ bytes: [UInt8]) -> Int? {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) != 0 else { return nil }
        defer { yaml_parser_delete(parser) }
        return bytes.withUnsafeBufferPointer { text in
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, text.baseAddress, text.count)
            var event = yaml_event_t()
            var count = 0
            while yaml_parser_parse(parser, &event) != 0 {
                let type = event.type
                yaml_event_delete(&event)
                count += 1
                if type == YAML_STREAM_END_EVENT { return count }
            }
            return nil
        }
    }
}
