/// A moment in milliseconds since 1970-01-01 UTC that only moves when it is told to: the output depends on the seed alone.
struct Clock {
    var milliseconds: Int

    /// Midnight at the start of a day of the Gregorian calendar (days_from_civil, Howard Hinnant).
    init(year: Int, month: Int, day: Int, hour: Int = 0) {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        milliseconds = ((era * 146_097 + dayOfEra - 719_468) * 24 + hour) * 3_600_000
    }

    mutating func advance(milliseconds step: Int) {
        milliseconds += step
    }

    private var date: (year: Int, month: Int, day: Int) {
        let days = milliseconds / 86_400_000 + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// `06:00:07`
    var time: String {
        let seconds = milliseconds / 1000 % 86_400
        return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    }

    /// `123`
    var fraction: String { padded(milliseconds % 1000, 3) }

    /// `2026-04-14`
    var day: String { "\(date.year)-\(padded(date.month, 2))-\(padded(date.day, 2))" }

    /// `2026-04-14T06:00:07.123Z`
    var iso: String { "\(day)T\(time).\(fraction)Z" }

    /// `14.04.2026 06:00:07`
    var german: String { "\(padded(date.day, 2)).\(padded(date.month, 2)).\(date.year) \(time)" }

    /// `Apr 14 06:00:07`, the day padded with a space as syslog does.
    var syslog: String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(names[date.month - 1]) \(date.day < 10 ? " " : "")\(date.day) \(time)"
    }
}

/// A number with leading zeros: `padded(7, 3)` is `007`.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
