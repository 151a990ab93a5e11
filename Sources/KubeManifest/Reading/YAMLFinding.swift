/// What is wrong with a document that can be read all the same.
struct YAMLFinding {
    enum Problem {
        case duplicateKey(String, first: Mark)
        case keyIsNoScalar
        case badAlias(String, reason: String)
    }

    let problem: Problem
    let mark: Mark

    init(_ problem: Problem, at mark: Mark) {
        self.problem = problem
        self.mark = mark
    }

    func diagnostic(in file: String) -> Diagnostic {
        let place = mark.location(in: file)
        switch problem {
        case .duplicateKey(let key, let first):
            let remedy =
                key == "apiVersion" || key == "kind"
                ? "Is a '---' line between two objects missing?" : "Remove one of them."
            return Diagnostic(
                .error, "duplicate-key", "key \(Quoted(key)) is already set in this mapping; the first value is used. \(remedy)",
                at: place, notes: [.init("first set here", at: first.location(in: file))])
        case .keyIsNoScalar:
            return Diagnostic(
                .error, "key-not-scalar",
                "a mapping or a sequence stands where a key is expected. Is this an unrendered Helm template? "
                    + "Pipe it through 'helm template' first.", at: place)
        case .badAlias(let alias, let reason):
            return Diagnostic(.error, "yaml-syntax", "\(alias) means nothing here: \(reason)", at: place)
        }
    }
}

extension NodeTree {
    /// Keys that occur a second time in a finished mapping; Kubernetes refuses them.
    func duplicateKeys(of mapping: Int) -> [YAMLFinding] {
        guard mayHoldDuplicateKeys(mapping) else { return [] }
        var keys: [Int] = []
        var child = mapping + 1
        let end = Int(record(mapping).next)
        while child < end {
            keys.append(child)
            child = Int(record(child + 1).next)
        }
        guard keys.count > 1 else { return [] }
        if keys.count <= 24 {
            var found: [YAMLFinding] = []
            for later in 1..<keys.count {
                for earlier in 0..<later where sameText(keys[earlier], keys[later]) {
                    found.append(duplicate(keys[later], first: keys[earlier]))
                    break
                }
            }
            return found
        }
        var seen: [String: Int] = [:]
        return keys.compactMap { key in
            let text = ManifestNode(tree: self, index: key).text
            if let first = seen[text] { return duplicate(key, first: first) }
            seen[text] = key
            return nil
        }
    }

    /// False for certain where no two keys share a slot of a small table; nearly always the answer, at no allocation.
    private func mayHoldDuplicateKeys(_ mapping: Int) -> Bool {
        var slots: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var child = mapping + 1
        let end = Int(record(mapping).next)
        while child < end {
            let key = record(child)
            let hash = bytes(of: key) { text -> Int in
                guard let first = text.first, let last = text.last else { return 0 }
                return text.count &* 37 &+ Int(first) &* 5 &+ Int(last) &* 17 &+ Int(text[text.count / 2]) &* 11
            }
            let bit = UInt64(1) << UInt64(hash & 63)
            switch (hash >> 6) & 3 {
            case 0:
                if slots.0 & bit != 0 { return true }
                slots.0 |= bit
            case 1:
                if slots.1 & bit != 0 { return true }
                slots.1 |= bit
            case 2:
                if slots.2 & bit != 0 { return true }
                slots.2 |= bit
            default:
                if slots.3 & bit != 0 { return true }
                slots.3 |= bit
            }
            child = Int(record(child + 1).next)
        }
        return false
    }

    private func duplicate(_ key: Int, first: Int) -> YAMLFinding {
        YAMLFinding(
            .duplicateKey(ManifestNode(tree: self, index: key).text, first: record(first).mark), at: record(key).mark)
    }

    /// Puts the entries that `<<` names into the mapping that ends the tree, unless the mapping sets them itself.
    func expandMergeKeys(of mapping: Int) {
        let node = ManifestNode(tree: self, index: mapping)
        var own: [(key: Int, value: Int)] = []
        var merged: [(key: Int, value: Int)] = []
        for (key, value) in node.entries {
            guard key.isText("<<"), key.kind == .plain else {
                own.append((key.index, value.index))
                continue
            }
            for source in value.isSequence ? Array(value.elements) : [value] {
                merged += source.entries.map { ($0.key.index, $0.value.index) }
            }
        }
        let mark = record(mapping).mark
        let copy = open(.mapping, at: mark)
        for (position, entry) in (own + merged).enumerated() {
            let isSet =
                position >= own.count
                && (own + merged)[..<position].contains { sameText($0.key, entry.key) }
            if isSet { continue }
            copySubtree(at: entry.key)
            copySubtree(at: entry.value)
        }
        close(copy)
        replace(from: mapping, with: copy)
    }
}
