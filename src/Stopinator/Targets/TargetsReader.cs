using System.Globalization;
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
            var root = Properties(document.RootElement, "$", "targets", OfDocument);
            var shared = Account(root, "$", new TargetAccount());
            var targets = new PowerTargets
            {
                Accounts =
                [
                    .. root.TryGetValue("accounts", out var accounts)
                        ? Items(accounts, "$.accounts").Select(item => Account(item.Element, item.Path, shared))
                        : throw Error("$", "accounts is missing; it takes a list such as [\"111122223333\"]."),
                ],
                Exclude = root.TryGetValue("exclude", out var exclude)
                    ? [.. Items(exclude, "$.exclude").Select(item => Text(item.Element, item.Path, TargetRules.Exclusion))]
                    : [],
            };
            return TargetRules.Problems(targets).FirstOrDefault() is { } problem ? throw Error("$", problem) : targets;
        }
        catch (Exception exception) when (exception is JsonException { Path: null } or ArgumentException or InvalidOperationException)
        {
            // Our own errors have a path. Half of a surrogate pair is an ArgumentException or an InvalidOperationException of .NET.
            throw new JsonException($"The targets are not valid JSON: {ErrorText.Clean(exception.Message, 300)}", exception);
        }
    }

    private static TargetAccount Account(JsonElement element, string path, TargetAccount shared)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return shared with { AccountId = IdOf(Text(element, path, TargetRules.AccountOrOwn)) };
        }

        var properties = Properties(element, path, "an account", OfAccount);
        return Account(properties, path, shared) with
        {
            AccountId = properties.TryGetValue("account", out var id)
                ? IdOf(Text(id, $"{path}.account", TargetRules.AccountOrOwn))
                : throw Error(
                    path, $"account is missing; it takes 12 digits, or '{TargetRules.OwnAccount}' for the account of the credentials."),
            Name = TextOf(properties, path, "name", TargetRules.Name),
        };
    }

    private static TargetAccount Account(Dictionary<string, JsonElement> properties, string path, TargetAccount shared) => shared with
    {
        RoleName = TextOf(properties, path, "roleName", TargetRules.RoleName) ?? shared.RoleName,
        ExternalId = TextOf(properties, path, "externalId", TargetRules.ExternalId) ?? shared.ExternalId,
        Partition = TextOf(properties, path, "partition", TargetRules.Partition) ?? shared.Partition,
        DiscoveryRegion = TextOf(properties, path, "discoveryRegion", TargetRules.Region) ?? shared.DiscoveryRegion,
        ScheduleTagKey = TextOf(properties, path, "scheduleTagKey", TargetRules.TagKey) ?? shared.ScheduleTagKey,
        Schedules = TextOf(properties, path, "schedules", TargetRules.Schedules) ?? shared.Schedules,
        Regions = properties.TryGetValue("regions", out var regions) ? Regions(regions, $"{path}.regions") : shared.Regions,
    };

    private static string? IdOf(string account) => account == TargetRules.OwnAccount ? null : account;

    private static IReadOnlyList<string> Regions(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String when element.ValueEquals(PowerTargets.EnabledRegions) => [PowerTargets.EnabledRegions],
        JsonValueKind.Array => [.. Items(element, path).Select(item => Text(item.Element, item.Path, TargetRules.Region))],
        _ => throw Error(path, $"{Shown(element)} is neither \"{PowerTargets.EnabledRegions}\" nor a list such as [\"eu-west-1\"]."),
    };

    private static string? TextOf(
        Dictionary<string, JsonElement> properties, string path, string name, Func<string, string?> rule) =>
        properties.TryGetValue(name, out var element) ? Text(element, $"{path}.{name}", rule) : null;

    private static string Text(JsonElement element, string path, Func<string, string?> rule)
    {
        var text = element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw Error(path, $"{(IsSecret(path) ? "the value" : Shown(element))} is not a string; write it in quotation marks.");
        return rule(text) is { } problem ? throw Error(path, problem) : text;
    }

    private static IEnumerable<(JsonElement Element, string Path)> Items(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray().Select((item, index) => (item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")))
            : throw Error(path, $"{Shown(element)} is not a list.");

    // A property that is null is as one that is left out.
    private static Dictionary<string, JsonElement> Properties(JsonElement element, string path, string what, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Error(path, $"{Shown(element)} is not {what}; it takes an object.");
        }

        foreach (var name in element.EnumerateObject().Select(property => property.Name))
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Error(
                    path, $"{ErrorText.Quote(name)} is not a property of {what}; those are {string.Join(", ", known)}."
                        + (name.Length > 40 ? "" : Suggestion.For(name, known)));
            }
        }

        return element.EnumerateObject()
            .Where(property => property.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
    }

    // An external id is like a password, and what is in an object or a list may be one.
    private static bool IsSecret(string path) => path.EndsWith(".externalId", StringComparison.Ordinal);

    private static string Shown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.EnumerateObject().Any() => "an object",
        JsonValueKind.Array when element.GetArrayLength() > 0 => "a list",
        _ => ErrorText.Quote(element.GetRawText()),
    };

    private static JsonException Error(string path, string problem) =>
        new($"{path}: {problem}", path, lineNumber: null, bytePositionInLine: null);
}
