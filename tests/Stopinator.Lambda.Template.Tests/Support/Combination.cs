using System.Collections.Immutable;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>The arguments after <c>dotnet new stopinator-lambda</c>.</summary>
/// <param name="Name">The name of the project.</param>
/// <param name="Arguments">Options and their values, e.g. <c>--trigger rule</c>.</param>
public sealed record Combination(string Name, params ImmutableArray<string> Arguments)
{
    /// <summary>The choices that this combination is made of.</summary>
    public ImmutableHashSet<string> Choices { get; init; } = [];

    /// <summary>The value of an option, or null when it is not given.</summary>
    public string? this[string option]
    {
        get
        {
            var index = Arguments.IndexOf(option);
            return index < 0 ? null : Arguments[index + 1];
        }
    }

    public string Tag => this["--instance-tag"]!;

    public string TagKey => Tag[..Tag.IndexOf('=', StringComparison.Ordinal)];

    public string TagValue => Tag[(TagKey.Length + 1)..];

    public string? Stop => Time("--stop", "20:00");

    public string? Start => Time("--start", "07:00");

    public string Infra => this["--infra"] ?? "sam";

    public bool IsSam => Infra == "sam";

    public bool IsByTags => this["--mode"] == "tags";

    public string? SchedulesFrom => this["--schedules-from"];

    /// <summary>Where the records of the runs go; null where none is asked for.</summary>
    public string? ReportDestination => this["--report-destination"];

    /// <summary>True for a function that acts in the accounts and regions of a file.</summary>
    public bool HasTargets => Has("--targets");

    public string Every => this["--every"] ?? "5";

    public bool IsScheduled => IsByTags || Stop is not null || Start is not null;

    public bool IsRule => this["--trigger"] == "rule";

    public bool IsImage => this["--packaging"] == "image";

    /// <summary>True when the function contains its runtime, as a file <c>bootstrap</c>.</summary>
    public bool IsCustom => this["--runtime"] is "custom" or "aot";

    public bool IsAot => this["--runtime"] == "aot";

    public bool IsArm => this["--architecture"] == "arm64";

    /// <summary>The events that are asked for.</summary>
    public ImmutableArray<string> Events => [.. this["--events"]?.Split(',') ?? []];

    /// <summary>The same with another value of an option.</summary>
    public Combination With(string option, string value) => Arguments.IndexOf(option) is >= 0 and var index
        ? this with { Arguments = Arguments.SetItem(index + 1, value) }
        : this with { Arguments = [.. Arguments, option, value] };

    public bool Has(string option) => Arguments.Contains(option);

    public override string ToString() => $"-n '{Name}' {string.Join(' ', Arguments)}";

    private string? Time(string option, string byDefault) => (this[option] ?? byDefault) is var time && IsByTags || time == "none" ? null : time;
}
