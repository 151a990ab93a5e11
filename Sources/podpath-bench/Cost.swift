/// What one run of a program cost, start to end.
struct Cost: LosslessStringConvertible {
    /// Seconds on the clock.
    let wall: Double
    /// Seconds of user and system time.
    let cpu: Double
    /// MiB at the peak.
    let memory: Double

    init(wall: Double, cpu: Double, memory: Double) { (self.wall, self.cpu, self.memory) = (wall, cpu, memory) }

    /// As one process tells another.
    var description: String { "\(wall) \(cpu) \(memory)" }

    init?(_ description: String) {
        let numbers = description.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 3 else { return nil }
        self.init(wall: numbers[0], cpu: numbers[1], memory: numbers[2])
    }
}
