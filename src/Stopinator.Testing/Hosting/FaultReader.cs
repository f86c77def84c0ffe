using System.Text.RegularExpressions;
using Stopinator.Testing.Actions;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>Reads a fault from JSON: <c>{"action":"StopInstances","nth":2,"fail":{"code":"InternalError","status":500}}</c>.</summary>
internal static partial class FaultReader
{
    private const double MaxDelay = 3600;

    /// <summary>The conditions and effects, each with what it does to a rule.</summary>
    private static readonly Dictionary<string, Func<DocumentPart, Action<FaultRule>>> Properties = new(StringComparer.Ordinal)
    {
        ["instanceId"] = part => InstanceId(part, (rule, id) => rule.When(call => call.InstanceIds.Contains(id, StringComparer.Ordinal))),
        ["nth"] = part => Count(part, 1, (rule, number) => rule.Nth(number)),
        ["after"] = part => Count(part, 0, (rule, count) => rule.After(count)),
        ["times"] = part => Count(part, 1, (rule, count) => rule.Times(count)),
        ["percent"] = part => Amount(part, 100, (rule, percent) => rule.Percent(percent)),
        ["throttle"] = part => part.Flag() ? rule => rule.Throttle() : static _ => { },
        ["fail"] = part => Error(part, defaultStatus: 400, (rule, code, message, status) => rule.Fail(code, message, status)),
        ["failAfterActing"] = part =>
            Error(part, defaultStatus: 500, (rule, code, message, status) => rule.FailAfterActing(code, message, status)),
        ["dropConnection"] = part =>
        {
            var beforeActing = part.OneOf(new Dictionary<string, bool>(StringComparer.Ordinal) { ["before"] = true, ["after"] = false });
            return rule => rule.DropConnection(beforeActing);
        },
        ["cutAnswerAfterBytes"] = part => Count(part, 0, (rule, bytes) => rule.CutAnswer(bytes)),
        ["delaySeconds"] = part => Amount(part, MaxDelay, (rule, seconds) => rule.Delay(TimeSpan.FromSeconds(seconds))),
    };

    private static readonly string[] Effects =
        ["throttle", "fail", "failAfterActing", "dropConnection", "cutAnswerAfterBytes", "delaySeconds"];

    /// <summary>The effects that replace the answer. A call has one answer.</summary>
    private static readonly string[] Answers = ["throttle", "fail", "failAfterActing", "dropConnection"];

    /// <summary>Reads the whole fault first, so that an invalid one leaves no rule behind.</summary>
    public static Func<FaultScript, FaultRule> Read(DocumentPart document)
    {
        var given = document.Properties(["action", .. Properties.Keys]);
        var action = ActionName.Read(document.Required(given, "action"));
        if (!Effects.Any(given.ContainsKey))
        {
            throw document.Error($"an effect is missing. The effects are {string.Join(", ", Effects)}.");
        }

        string[] answers = [.. Answers.Where(given.ContainsKey)];
        if (answers.Length > 1)
        {
            throw given[answers[1]].Error($"{answers[0]} and {answers[1]} exclude each other; make a fault of each.");
        }

        if (given.TryGetValue("nth", out var nth) && (given.ContainsKey("after") || given.ContainsKey("times")))
        {
            throw nth.Error("nth excludes after and times.");
        }

        var changes = Properties.Where(property => given.ContainsKey(property.Key))
            .Select(property => property.Value(given[property.Key])).ToList();
        return script =>
        {
            var rule = script.On(action);
            changes.ForEach(change => change(rule));
            return rule;
        };
    }

    private static Action<FaultRule> InstanceId(DocumentPart part, Action<FaultRule, string> change)
    {
        var id = part.Text();
        return InstanceIds.IsWellFormed(id)
            ? rule => change(rule, id)
            : throw part.Error($"'{id}' is not an instance id: i- and 8 or 17 hexadecimal digits.");
    }

    private static Action<FaultRule> Count(DocumentPart part, int least, Action<FaultRule, int> change)
    {
        var count = part.Number(int.MaxValue);
        return count >= least ? rule => change(rule, count) : throw part.Error($"the number counts from {least}.");
    }

    private static Action<FaultRule> Amount(DocumentPart part, double most, Action<FaultRule, double> change)
    {
        var amount = part.Amount(most);
        return rule => change(rule, amount);
    }

    private static string Code(DocumentPart part) => CodeForm().IsMatch(part.Text())
        ? part.Text()
        : throw part.Error($"'{part.Text()}' is not an error code: letters, digits and dots, such as InternalError.");

    private static Action<FaultRule> Error(DocumentPart part, int defaultStatus, Action<FaultRule, string, string?, int> change)
    {
        var given = part.Properties(["code", "message", "status"]);
        var code = Code(part.Required(given, "code"));
        var message = given.TryGetValue("message", out var text) ? text.Text() : null;
        var status = given.TryGetValue("status", out var number) ? number.Number(599) : defaultStatus;
        return status >= 400 ? rule => change(rule, code, message, status) : throw number.Error("the status of an error is 400 to 599.");
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}

/// <summary>The name of an action in a JSON document.</summary>
internal static class ActionName
{
    public static string Read(DocumentPart part)
    {
        var action = part.Text();
        return action == "*" || Ec2Actions.Names.Contains(action, StringComparer.Ordinal)
            ? action
            : throw part.Error($"'{action}' is not an action. The actions are {string.Join(", ", ["*", .. Ec2Actions.Names])}.");
    }
}
