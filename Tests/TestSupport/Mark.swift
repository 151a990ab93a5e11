extension String {
    /// An SVG without its `data-podpath`, which says of what graph and look it is.
    package var withoutMark: String { replacing(/\ data-podpath="[^"]*"/, with: "") }
}
