//! The machine's clock, as people read it.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use std::time::SystemTime;

/// A moment in the machine's time zone, to the minute; UTC where the machine names none.
pub fn local(at: SystemTime) -> DateTime {
    let at = Timestamp::try_from(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let local = TimeZone::system().to_datetime(at);
    local.with().second(0).subsec_nanosecond(0).build().unwrap_or(local)
}

/// The day of a moment in the machine's time zone.
pub fn day(at: SystemTime) -> Date {
    local(at).date()
}

/// Today.
pub fn today() -> Date {
    day(SystemTime::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_moment_is_told_to_the_minute_and_none_fails() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_764_120_659);
        let local = local(at);
        assert_eq!((local.second(), local.subsec_nanosecond()), (0, 0));
        let utc = Timestamp::from_second(1_764_120_600).expect("a moment");
        let away = TimeZone::system().to_datetime(utc);
        assert_eq!(local, away);
        // Far beyond every calendar.
        let _ = super::local(SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 45));
    }
}
