/// For what ground and which readers a figure is coloured.
package enum Theme: Sendable, CaseIterable {
    /// Light and dark in one SVG, by the reader's preference; what cannot ask it is light.
    case auto
    case light, dark
    /// Black and steps of grey on white, for paper: shape, border and words say it all.
    case print
}
