import Foundation

/// Colours as people with another colour vision see them, and how far two of them are apart.
enum ColourVision: CaseIterable {
    case usual, protan, deutan, tritan

    /// Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB.
    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// CIE76 distance in CIELAB (D65).
    func distance(_ a: String, _ b: String) -> Double {
        let (first, second) = (lab(a), lab(b))
        return zip(first, second).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    private func lab(_ hex: String) -> [Double] {
        let value = UInt32(hex.dropFirst(), radix: 16) ?? 0
        let linear = [16, 8, 0].map { shift -> Double in
            let part = Double((value >> UInt32(shift)) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        let seen = matrix.map { row in min(1, max(0, zip(row, linear).map(*).reduce(0, +))) }
        let xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]].map { row in
            zip(row, seen).map(*).reduce(0, +)
        }
        let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
            let t = value / white
            return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116
        }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }
}
