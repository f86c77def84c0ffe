using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Stopinator.Diagnostics;
using Stopinator.Scheduling.Text;

namespace Stopinator.Scheduling.Custodian;

/// <summary>
/// Reads the value of an off-hours tag: <c>off</c>, <c>on</c>, the empty text, or <c>off=(m-f,19);on=(m-f,7);tz=et</c>. Cloud Custodian
/// accepts some values that are hardly meant. Such a value is rejected when the instance would be started or stopped at other times than
/// its owner thinks; otherwise the reader warns.
/// </summary>
internal sealed class OffHoursReader
{
    /// <summary>
    /// Words beside components have no meaning in Cloud Custodian. The words in this list are harmless; any other word would turn the
    /// policy's hours on.
    /// </summary>
    private static readonly string[] HarmlessWords = ["on", "offhours", "onhours"];

    /// <summary>A length above the limit of EC2 for the value of a tag.</summary>
    private const int LongestText = 512;

    private readonly CustodianOffHoursPolicy _policy;
    private readonly string _value;
    private readonly TagText _tag;
    private readonly List<string> _warnings = [];

    private OffHoursReader(CustodianOffHoursPolicy policy, string value) => (_policy, _value, _tag) = (policy, value, new TagText(value));

    public static CustodianOffHours Read(CustodianOffHoursPolicy policy, string? tagValue)
    {
        var value = tagValue ?? policy.FallbackSchedule ?? (policy.OptOut ? "" : null);
        return value is null
            ? new(OffHoursStatus.NotTagged, rules: null, [], $"no tag {ErrorText.Clean(policy.TagKey)}")
            : new OffHoursReader(policy, value).Read();
    }

    private CustodianOffHours Read()
    {
        if (_tag.Text.Trim().TrimEnd(';').Trim() == "off")
        {
            ImmutableArray<string> warnings = _tag.Text == "off"
                ? []
                :
                [
                    $"{ErrorText.Quote(_value)} is read as 'off'. Cloud Custodian accepts only 'off' itself as an exemption, " +
                    "and would act on this instance.",
                ];
            return new(OffHoursStatus.OptedOut, rules: null, warnings, "exempt, the tag says off");
        }

        // Cloud Custodian skips empty components.
        var components = new Word(_tag.Text, 0).Split(';').Where(piece => piece.Text.Length > 0).ToList();
        var loose = components.SelectMany(component => component.Split(' ')).Select(piece => piece.Split('=')).ToList();
        var keys = loose.Where(pair => pair.Count == 2).Select(pair => pair[0]);
        foreach (var key in keys.Where(key => key.Text is not ("on" or "off" or "tz")))
        {
            throw Error(
                key,
                $"{ErrorText.Quote(key.Text)} is not a component; the components are on, off and tz." +
                Suggestion.For(key.Text.Length > 20 ? "" : key.Text, ["on", "off", "tz"]));
        }

        var hasHours = loose.Any(pair => pair.Count == 2 && pair[0].Text is "on" or "off");
        var values = hasHours ? Components(components) : ZoneOnly(loose);
        var zone = ZoneOf(values);
        var rules = new OnOffRules(zone, TableOf(values, "on"), TableOf(values, "off"), _policy.SkipDays);
        var text = _value.Length == 0 ? "the policy's hours" : ErrorText.Clean(_value, LongestText);
        return new(OffHoursStatus.Scheduled, rules, [.. _warnings], $"{text} ({zone.Id})");
    }

    /// <summary>Reads the components of a value that names hours. Every part of such a value has to be a component.</summary>
    private Dictionary<string, Word> Components(List<Word> components)
    {
        var values = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            if (component.Split('=') is not [var key, var value])
            {
                throw Error(component, "on=, off= or tz= with one value is expected; components are separated by ';', without blanks.");
            }

            // Cloud Custodian would read ' on' as another word than 'on', and would never start the instance.
            if (key.Text is not ("on" or "off" or "tz"))
            {
                throw Error(key, $"{ErrorText.Quote(key.Text)} is not a component. Write {key.Text.Trim()}= without blanks around it.");
            }

            if (values.ContainsKey(key.Text))
            {
                _warnings.Add($"'{key.Text}' is given twice; the last one counts, as in Cloud Custodian.");
            }

            values[key.Text] = value;
        }

        return values;
    }

    /// <summary>Reads the components of a value without hours: a zone, and words.</summary>
    private Dictionary<string, Word> ZoneOnly(List<List<Word>> loose)
    {
        var values = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var piece in loose)
        {
            if (piece.Count == 2)
            {
                values[piece[0].Text] = piece[1];
            }
            else if (piece.Count > 2 || (piece[0].Text.Length > 0 && !HarmlessWords.Contains(piece[0].Text, StringComparer.Ordinal)))
            {
                throw Error(
                    piece[0],
                    $"{ErrorText.Quote(piece[0].Text)} is not understood. Cloud Custodian would skip it and keep " +
                    "the policy's hours; write 'on' for the policy's hours, or 'off' to be exempt.");
            }
        }

        return values;
    }

    private DateTimeZone ZoneOf(Dictionary<string, Word> values)
    {
        if (values.TryGetValue("tz", out var tz) && tz.Text.Length > 0)
        {
            return CustodianZones.Find(tz.Text) ?? throw Error(tz, CustodianZones.UnknownMessage(tz.Text));
        }

        return CustodianZones.Find(_policy.DefaultTimeZone)!;
    }

    private OnOffHours TableOf(Dictionary<string, Word> values, string side)
    {
        if (values.TryGetValue(side, out var value))
        {
            return new HourParser(value, Error, _warnings).Read();
        }

        var table = new OnOffHours([(DefaultDays(side), side == "on" ? _policy.OnHour : _policy.OffHour)]);
        if (values.ContainsKey(side == "on" ? "off" : "on"))
        {
            _warnings.Add($"There is no '{side}='. The policy's {side} hour holds, as in Cloud Custodian: {table}.");
        }

        return table;
    }

    private int DefaultDays(string side)
    {
        const int Monday = 1, Friday = 1 << 4, MondayToFriday = 0x1F, EveryDay = 0x7F;
        return _policy.WeekendsOnly ? (side == "on" ? Monday : Friday)
            : _policy.Weekends ? MondayToFriday
            : EveryDay;
    }

    private ScheduleFormatException Error(Word at, string problem)
    {
        var position = _tag.PositionOf(at);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The off-hours value {ErrorText.Quote(_value)} is malformed at position {position}: {problem}"),
            position);
    }
}
