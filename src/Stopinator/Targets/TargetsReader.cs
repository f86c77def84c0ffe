using System.Text.Json;
using Stopinator.Diagnostics;

namespace Stopinator.Targets;

/// <summary>Reads targets from JSON. What the document says for all accounts is written into each that does not say it itself.</summary>
internal static class TargetsReader
{
    private static readonly JsonDocumentOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static readonly string[] Shared =
        ["roleName", "externalId", "partition", "regions", "discoveryRegion", "scheduleTagKey", "schedules"];

    private static readonly string[] OfDocument = ["$schema", .. Shared, "accounts", "exclude"];
    private static readonly string[] OfAccount = ["account", "name", .. Shared];

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The text is not such a document; the message names the path and the rule.</exception>
    public static PowerTargets Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = new JsonPart(document.RootElement, "$");
            var properties = root.Properties("targets", OfDocument);
            var shared = Account(properties, new TargetAccount());
            var targets = new PowerTargets
            {
                Accounts =
                [
                    .. properties.TryGetValue("accounts", out var accounts)
                        ? accounts.Items().Select(item => Account(item, shared))
                        : throw root.Error("accounts is missing; it takes a list such as [\"111122223333\"]."),
                ],
                Exclude = properties.TryGetValue("exclude", out var exclude)
                    ? [.. exclude.Items().Select(item => Text(item, TargetRules.Exclusion))]
                    : [],
            };
            return TargetRules.Problems(targets).FirstOrDefault() is { } problem ? throw root.Error(problem) : targets;
        }
        catch (Exception exception) when (exception is JsonException { Path: null } or ArgumentException or InvalidOperationException)
        {
            // Our own errors have a path. Half of a surrogate pair is an ArgumentException or an InvalidOperationException of .NET.
            throw new JsonException($"The targets are not valid JSON: {ErrorText.Clean(exception.Message, 300)}", exception);
        }
    }

    private static TargetAccount Account(JsonPart part, TargetAccount shared)
    {
        if (part.IsText)
        {
            return shared with { AccountId = IdOf(Text(part, TargetRules.AccountOrOwn)) };
        }

        var properties = part.Properties("an account", OfAccount);
        return Account(properties, shared) with
        {
            AccountId = TextOf(properties, "account", TargetRules.AccountOrOwn) is { } id
                ? IdOf(id)
                : throw part.Error(
                    $"account is missing; it takes 12 digits, or '{TargetRules.OwnAccount}' for the account of the credentials."),
            Name = TextOf(properties, "name", TargetRules.Name),
        };
    }

    private static TargetAccount Account(Dictionary<string, JsonPart> properties, TargetAccount shared) => shared with
    {
        RoleName = TextOf(properties, "roleName", TargetRules.RoleName) ?? shared.RoleName,
        ExternalId = TextOf(properties, "externalId", TargetRules.ExternalId) ?? shared.ExternalId,
        Partition = TextOf(properties, "partition", TargetRules.Partition) ?? shared.Partition,
        DiscoveryRegion = TextOf(properties, "discoveryRegion", TargetRules.Region) ?? shared.DiscoveryRegion,
        ScheduleTagKey = TextOf(properties, "scheduleTagKey", TargetRules.TagKey) ?? shared.ScheduleTagKey,
        Schedules = TextOf(properties, "schedules", TargetRules.Schedules) ?? shared.Schedules,
        Regions = properties.TryGetValue("regions", out var regions) ? Regions(regions) : shared.Regions,
    };

    private static string? IdOf(string account) => account == TargetRules.OwnAccount ? null : account;

    private static IReadOnlyList<string> Regions(JsonPart part) => part.Element.ValueKind switch
    {
        JsonValueKind.String when part.Element.ValueEquals(PowerTargets.EnabledRegions) => [PowerTargets.EnabledRegions],
        JsonValueKind.Array => [.. part.Items().Select(item => Text(item, TargetRules.Region))],
        _ => throw part.Error($"{part.Shown} is neither \"{PowerTargets.EnabledRegions}\" nor a list such as [\"eu-west-1\"]."),
    };

    private static string? TextOf(Dictionary<string, JsonPart> properties, string name, Func<string, string?> rule) =>
        properties.TryGetValue(name, out var part) ? Text(part, rule) : null;

    private static string Text(JsonPart part, Func<string, string?> rule)
    {
        // An external id is like a password.
        if (!part.IsText && part.Path.EndsWith(".externalId", StringComparison.Ordinal))
        {
            throw part.Error("the value is not a string; write it in quotation marks.");
        }

        var text = part.String();
        return rule(text) is { } problem ? throw part.Error(problem) : text;
    }
}
