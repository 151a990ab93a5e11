import Graphviz

/// Turns roles into looks, by the style sheet in docs/figures; no other file of the figures knows a colour.
enum FigureStyle {
    struct Box {
        let border: Colour
        let fill: Colour
        let eyebrow: Colour
        var name = Colour.text
        let text: Colour = .text
        var isRounded = false
        var isDashed = false
        var hasDoubleBorder = false
    }

    struct Line {
        let colour: Colour
        let style: StaticString
        let arrow: StaticString
        var width = 1.5
    }

    struct ChipLook {
        let border: Colour
        let fill: Colour
        let text: Colour
        var isDashed = false
    }

    static func box(_ role: Figure.Element.Role) -> Box {
        switch role {
        case .pod, .workload: Box(border: .pod, fill: .podFill, eyebrow: .podEyebrow, isRounded: true)
        case .podNotSelected: Box(border: .muted, fill: .mutedFill, eyebrow: .mutedText, name: .mutedText, isRounded: true)
        case .podNotReady: Box(border: .muted, fill: .mutedFill, eyebrow: .mutedText, name: .mutedText, isRounded: true, isDashed: true)
        case .service: Box(border: .service, fill: .serviceFill, eyebrow: .serviceEyebrow, hasDoubleBorder: true)
        case .headlessService: Box(border: .service, fill: .serviceFill, eyebrow: .serviceEyebrow, isDashed: true)
        case .externalNameService: Box(border: .service, fill: .page, eyebrow: .serviceEyebrow, isDashed: true)
        case .endpointSlice, .ingress: Box(border: .service, fill: .page, eyebrow: .serviceEyebrow)
        case .packet: Box(border: .muted, fill: .page, eyebrow: .mutedText)
        case .node, .namespace, .agent: Box(border: .mutedText, fill: .nodeFill, eyebrow: .mutedText)
        case .outside: Box(border: .mutedText, fill: .page, eyebrow: .mutedText, isRounded: true, isDashed: true)
        case .missing, .gone:
            Box(border: .missing, fill: .missingFill, eyebrow: .missingText, name: .missingText, isRounded: true, isDashed: true)
        case .dns: Box(border: .dns, fill: .dnsFill, eyebrow: .dns, hasDoubleBorder: true)
        case .folded, .controller, .anyPod: Box(border: .pod, fill: .page, eyebrow: .podEyebrow, isRounded: true, isDashed: true)
        }
    }

    /// In figures whose boxes say in words what they are: one border for every Service, a dashed one where its endpoints are no Pods.
    static func placedBox(_ role: Figure.Element.Role) -> Box {
        switch role {
        case .service, .headlessService: Box(border: .service, fill: .serviceFill, eyebrow: .serviceEyebrow)
        default: box(role)
        }
    }

    static func frame(_ role: Figure.Group.Role) -> (border: Colour, isDashed: Bool, width: Double) {
        switch role {
        case .cluster, .namespace, .node, .scene: (.muted, false, 1)
        case .actualScene: (.service, false, 2)
        case .network: (.muted, true, 1)
        case .controller: (.pod, true, 1.5)
        case .gateway: (.service, false, 1.5)
        case .missing: (.missing, true, 1.5)
        }
    }

    static func line(_ role: Figure.Connection.Role) -> Line {
        switch role {
        case .traffic: Line(colour: .fact, style: "solid", arrow: "normal")
        case .lookup: Line(colour: .dns, style: "dashed", arrow: "normal")
        case .selects: Line(colour: .match, style: "dotted", arrow: "none", width: 2)
        case .missing: Line(colour: .missing, style: "dashed", arrow: "normal")
        case .denied: Line(colour: .missing, style: "dashed", arrow: "tee")
        case .holds: Line(colour: .muted, style: "solid", arrow: "none", width: 1)
        case .order: Line(colour: .fact, style: "invis", arrow: "none")
        }
    }

    static func chip(_ role: Figure.Chip.Role) -> ChipLook {
        switch role {
        case .match: ChipLook(border: .match, fill: .matchFill, text: .matchText)
        case .noMatch: ChipLook(border: .mutedText, fill: .page, text: .mutedText)
        case .appeared: ChipLook(border: .service, fill: .serviceFill, text: .serviceText)
        case .vanished: ChipLook(border: .missing, fill: .missingFill, text: .missingText)
        case .servicePorts, .rule: ChipLook(border: .service, fill: .serviceFill, text: .serviceText)
        case .unreached: ChipLook(border: .missing, fill: .page, text: .missingText, isDashed: true)
        case .entrance: ChipLook(border: .mutedText, fill: .page, text: .text, isDashed: true)
        }
    }
}
