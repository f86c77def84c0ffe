using Stopinator.Testing.Actions;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>Reads a fault from JSON: <c>{"action":"StopInstances","nth":2,"fail":{"code":"InternalError","status":500}}</c>.</summary>
internal static class FaultReader
{
    private const double MaxDelay = 3600;

    /// <summary>The conditions and effects, each with what it does to a rule.</summary>
    private static readonly Dictionary<string, Func<DocumentPart, Action<FaultRule>>> Properties = new(StringComparer.Ordinal)
    {
        ["instanceId"] = part => Text(part, (rule, id) => rule.When(call => call.InstanceIds.Contains(id, StringComparer.Ordinal))),
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

    /// <summary>Reads the whole fault first, so that an invalid one leaves no rule behind.</summary>
    public static Func<FaultScript, FaultRule> Read(DocumentPart document)
    {
        var given = document.Properties(["action", .. Properties.Keys]);
        var action = ActionName.Read(document.Required(given, "action"));
        if (!Effects.Any(given.ContainsKey))
        {
            throw document.Error($"an effect is missing. The effects are {string.Join(", ", Effects)}.");
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

    private static Action<FaultRule> Text(DocumentPart part, Action<FaultRule, string> change)
    {
        var text = part.NonEmptyText();
        return rule => change(rule, text);
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

    private static Action<FaultRule> Error(DocumentPart part, int defaultStatus, Action<FaultRule, string, string?, int> change)
    {
        var given = part.Properties(["code", "message", "status"]);
        var code = part.Required(given, "code").NonEmptyText();
        var message = given.TryGetValue("message", out var text) ? text.Text() : null;
        var status = given.TryGetValue("status", out var number) ? number.Number(599) : defaultStatus;
        return status >= 400 ? rule => change(rule, code, message, status) : throw number.Error("the status of an error is 400 to 599.");
    }
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
