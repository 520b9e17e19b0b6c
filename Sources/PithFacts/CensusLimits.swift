// How much may be lost before a check fails.

import PithSystem

/// Limits on lost facts by class.
///
///     let limits = try CensusLimits(parsing: ["negation=0", "number=2"])
///     let verdict = limits.verdict(on: census)
///     if !verdict.isPassed { print(verdict) }   // negation: 1 lost, at most 0 allowed
public struct CensusLimits: Sendable, Equatable {
    /// The most facts of each class that may be lost; a class without a limit may lose any number.
    public var mostLost: [FactClass: Int] = [:]
    /// The most hard facts of all classes together that may be lost, if there is a limit.
    public var mostHardLost: Int?

    public init() {}

    /// Reads limits such as `negation=0`, and `hard=5` for all hard classes together. Of two limits on one class the last holds.
    public init(parsing limits: [String]) throws(FactsError) {
        for limit in limits {
            let parts = limit.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .notALimit(limit) }
            let name = String(parts[0])
            guard let count = Int(parts[1]), count >= 0 else { throw .notACount(String(parts[1]), kind: name) }
            if name == Self.hard {
                mostHardLost = count
            } else if let kind = FactClass(rawValue: name) {
                mostLost[kind] = count
            } else {
                throw .unknownClass(name, nearest: NearestName.of(name, among: Self.names))
            }
        }
    }

    static let hard = "hard"
    /// What a limit can be put on.
    public static let names = FactClass.allCases.map(\.rawValue) + [hard]

    /// Whether the census keeps within the limits, and where it does not.
    public func verdict(on census: Census) -> CensusVerdict {
        var broken: [CensusVerdict.Breach] = []
        for row in census.rows {
            if let most = mostLost[row.kind], row.lost > most {
                broken.append(.init(name: row.kind.rawValue, lost: row.lost, allowed: most))
            }
        }
        if let most = mostHardLost, census.hardLost > most { broken.append(.init(name: Self.hard, lost: census.hardLost, allowed: most)) }
        return CensusVerdict(breaches: broken)
    }
}

/// Whether the limits held.
public struct CensusVerdict: Sendable, Equatable, CustomStringConvertible {
    /// A limit that was passed.
    public struct Breach: Sendable, Equatable {
        /// The class, or `hard` for all hard classes together.
        public let name: String
        public let lost: Int
        public let allowed: Int
    }

    /// In the order of the classes.
    public let breaches: [Breach]
    public var isPassed: Bool { breaches.isEmpty }

    public var description: String {
        breaches.map { "\($0.name): \($0.lost) lost, at most \($0.allowed) allowed" }.joined(separator: "\n")
    }
}
