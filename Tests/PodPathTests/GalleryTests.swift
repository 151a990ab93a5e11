import Testing

@Suite("The gallery lists the figures that the samples give")
struct GalleryTests {
    /// Pixels depend on the browser and its fonts; that every figure has its two pictures, and no picture is left over, does not.
    @Test("docs/gallery: its list, and that each picture is there (`make gallery` makes it anew)")
    func list() throws {
        let run = try Run("Tests/Rendering/gallery '\(Run.program)' --check")
        #expect(run.status == 0, "\(run.output)\(run.messages)")
    }
}
