import CProgram
import Testing

@Suite("The memory that libyaml is given")
struct YAMLMemoryTests {
    /// A block with what was written into it.
    private struct Block {
        var memory: UnsafeMutableRawPointer
        var size: Int
        var mark: UInt8

        func fill() { memory.initializeMemory(as: UInt8.self, repeating: mark, count: size) }

        func isWhole(_ size: Int) -> Bool {
            UnsafeRawBufferPointer(start: memory, count: size).allSatisfy { $0 == mark }
        }
    }

    @Test("Blocks of every size are apart and aligned, keep what is in them, also when they grow or shrink, and are used again")
    func blocks() throws {
        var generator = SystemRandomNumberGenerator()
        var blocks: [Block] = []
        for round in 0..<20_000 {
            let size = Int.random(in: 0...600, using: &generator)
            let mark = UInt8(truncatingIfNeeded: round)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0 where !blocks.isEmpty:
                let block = blocks.remove(at: Int.random(in: blocks.indices, using: &generator))
                #expect(block.isWhole(block.size))
                yaml_free(block.memory)
            case 1 where !blocks.isEmpty:
                let position = Int.random(in: blocks.indices, using: &generator)
                let old = blocks[position]
                let moved = Block(memory: try #require(yaml_realloc(old.memory, size)), size: size, mark: old.mark)
                #expect(moved.isWhole(min(old.size, size)))
                moved.fill()
                blocks[position] = moved
            default:
                let block = Block(memory: try #require(yaml_malloc(size)), size: size, mark: mark)
                #expect(Int(bitPattern: block.memory) % 16 == 0)
                block.fill()
                blocks.append(block)
            }
        }
        for block in blocks {
            #expect(block.isWhole(block.size))
            yaml_free(block.memory)
        }
        let first = yaml_malloc(40)
        yaml_free(first)
        #expect(yaml_malloc(33) == first, "the same room for the next word")
        yaml_free(first)
    }

    @Test("What cannot be had is nil, nothing is nothing, and a copy is a copy")
    func edges() throws {
        #expect(yaml_malloc(.max) == nil)
        yaml_free(nil)
        let grown = try #require(yaml_realloc(nil, 8))
        #expect(yaml_realloc(grown, .max) == nil, "and the old block stays")
        yaml_free(grown)
        let copy = try #require(yaml_strdup("kind"))
        #expect(String(cString: copy) == "kind")
        yaml_free(copy)
        #expect(yaml_strdup(nil) == nil)
    }
}
