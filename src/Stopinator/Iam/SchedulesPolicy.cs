using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator.Iam;

/// <summary>Makes the statements that allow reading schedules: one for each kind of location.</summary>
internal static partial class SchedulesPolicy
{
    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    public static IamPolicy Of(ImmutableArray<string> locations, IamPolicyOptions options)
    {
        var partition = IamNames.Partition(options.Partition);
        var region = options.Region == "*" ? "*" : IamNames.Region(options.Region);
        var account = options.Account == "*" ? "*" : IamNames.Account(options.Account);
        var parameter = $"arn:{partition}:ssm:{region}:{account}:parameter";
        var (names, paths, objects) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var location in locations.Distinct(StringComparer.Ordinal))
        {
            if (Parameter().Match(location) is { Success: true } named)
            {
                names.Add($"{parameter}{named.Groups["name"].Value}");
            }
            else if (Path().Match(location) is { Success: true } path)
            {
                // Parameter Store asks for the path itself.
                paths.AddRange($"{parameter}{path.Groups["name"].Value}", $"{parameter}{path.Groups["name"].Value}/*");
            }
            else if (Object().Match(location) is { Success: true } stored)
            {
                objects.Add($"arn:{partition}:s3:::{stored.Groups["name"].Value}");
            }
            else
            {
                throw new ArgumentException(
                    $"{ErrorText.Quote(location)} is not a location that IAM guards. Those are ssm:/name, ssm:/path/ for all parameters "
                    + "under a path, and s3://bucket/key.",
                    nameof(locations));
            }
        }

        ImmutableArray<IamStatement> statements =
        [
            .. Statement("ReadParameters", "ssm:GetParameter", names),
            .. Statement("ReadParametersUnderPath", "ssm:GetParametersByPath", paths),
            .. Statement("ReadObjects", "s3:GetObject", objects),
        ];
        return statements.IsEmpty
            ? throw new ArgumentException("There is no location. Name one, such as ssm:/stopinator/schedules.", nameof(locations))
            : IamPolicySize.Checked(new(statements), "Put the parameters under one path.");
    }

    private static IEnumerable<IamStatement> Statement(string sid, string action, List<string> resources) =>
        resources.Count == 0 ? [] : [new(sid, action) { Resources = [.. resources] }];

    [GeneratedRegex(@"^ssm:(?<name>(/[A-Za-z0-9_.-]+)*/([A-Za-z0-9_.-]+|\*\.ics))\z", Plain)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^ssm:(?<name>(/[A-Za-z0-9_.-]+)+)/\z", Plain)]
    private static partial Regex Path();

    // A '?' or '*' in a key would stand for others.
    [GeneratedRegex(@"^s3://(?<name>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^\p{C}*?$]*([^\p{C}*?$/]|/\*\.ics))\z", Plain)]
    private static partial Regex Object();
}
