namespace Stopinator.Scheduling.Tests.Reference;

/// <summary>Zones and years in which clocks do what people do not expect, and ordinary ones.</summary>
internal static class ReferenceZones
{
    public static TheoryData<string, int> All { get; } = new()
    {
        { "Australia/Lord_Howe", 2024 }, // half an hour
        { "Asia/Kathmandu", 2024 }, // a quarter of an hour off
        { "Pacific/Chatham", 2024 }, // a quarter of an hour off, with daylight saving
        { "America/Santiago", 2024 }, // jumps at midnight
        { "Africa/Casablanca", 2024 }, // winter time in Ramadan
        { "Pacific/Apia", 2011 }, // left a day out
        { "Pacific/Kwajalein", 1993 }, // left a day out
        { "Pacific/Fakaofo", 2011 },
        { "America/Asuncion", 2023 },
        { "America/Havana", 2024 }, // repeats the hour before one
        { "Asia/Beirut", 2023 },
        { "Asia/Tehran", 2021 },
        { "Asia/Gaza", 2023 },
        { "Asia/Amman", 2021 },
        { "Asia/Pyongyang", 2018 }, // half an hour, once
        { "America/Caracas", 2016 },
        { "Europe/Istanbul", 2016 },
        { "Europe/Volgograd", 2020 },
        { "Africa/Cairo", 2024 },
        { "Africa/Juba", 2021 },
        { "Africa/Windhoek", 2017 },
        { "Africa/Sao_Tome", 2018 },
        { "America/Nuuk", 2023 },
        { "America/Scoresbysund", 2024 },
        { "America/St_Johns", 2010 }, // jumps one minute after midnight
        { "America/Mexico_City", 2022 },
        { "America/Sao_Paulo", 2018 },
        { "America/Metlakatla", 2015 },
        { "Antarctica/Troll", 2024 }, // two hours
        { "Antarctica/Casey", 2010 },
        { "Atlantic/Azores", 2024 },
        { "Australia/Adelaide", 2024 },
        { "Australia/Sydney", 2024 },
        { "Pacific/Auckland", 2024 },
        { "Pacific/Fiji", 2019 },
        { "Pacific/Norfolk", 2019 },
        { "Pacific/Easter", 2024 },
        { "Pacific/Kiritimati", 1994 }, // left a day out
        { "America/Los_Angeles", 2026 },
        { "America/New_York", 2026 },
        { "America/Phoenix", 2026 },
        { "Asia/Kolkata", 2026 },
        { "Asia/Tokyo", 2026 },
        { "Europe/Berlin", 2026 },
        { "Europe/Dublin", 2026 }, // winter time is the one that saves
        { "Europe/London", 2026 },
        { "Europe/Paris", 2026 },
        { "UTC", 2026 },
    };
}
