import SafeText

/// The catalogue of figures.
package enum CatalogReport {
    package static var text: String {
        var table = TextTable(["FIGURE", "TITLE", "QUESTION"])
        for kind in FigureCatalog.all { table.add([kind.id, kind.title, kind.question]) }
        return table.text
    }

    package static var json: String {
        JSONValue.object([
            "schema": .string("podpath/v1"),
            "figures": .array(
                FigureCatalog.all.map { kind in
                    .object(["id": .string(kind.id), "title": .string(kind.title), "question": .string(kind.question)])
                }),
        ]).text
    }
}
