using System.Text.RegularExpressions;
using Stopinator.Diagnostics;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>The place of a text: a file, a parameter, all parameters under a path, or an object in a bucket.</summary>
internal abstract partial record ScheduleLocation
{
    private const string Forms =
        "A location is ssm:/name, ssm:/path/ for all parameters under a path, s3://bucket/key, or the path of a file.";

    private ScheduleLocation()
    {
    }

    /// <summary>Reads a location.</summary>
    /// <exception cref="ArgumentException">The text is not a location.</exception>
    public static ScheduleLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var location = text.Trim();
        return Parameter().Match(location) is { Success: true } parameter ? OfParameter(parameter.Groups["name"].Value)
            : Object().Match(location) is { Success: true } stored ? new S3Object(stored.Groups["bucket"].Value, stored.Groups["key"].Value)
            : location.Length == 0 || Scheme().IsMatch(location) || location.Any(char.IsControl)
                ? throw new ArgumentException($"{ErrorText.Quote(text)} is not a location. {Forms}", nameof(text))
            : new LocalFile(Path.GetFullPath(location, AppContext.BaseDirectory));
    }

    /// <summary>Returns the location of a file that a catalog names: a location of AWS, or a name beside the catalog.</summary>
    /// <exception cref="ArgumentException">The text is not such a location.</exception>
    public ScheduleLocation Beside(string text)
    {
        if (Parameter().IsMatch(text) || Object().IsMatch(text))
        {
            return Parse(text);
        }

        return RelativeName().IsMatch(text) && text.Split('/').All(part => part is not ("" or "." or ".."))
            ? Sibling(text)
            : throw new ArgumentException(
                $"{ErrorText.Quote(text)} is not a name beside {this}, such as france.ics, nor a location in AWS. {Forms}", nameof(text));
    }

    /// <summary>Returns the location of a name beside this one.</summary>
    protected abstract ScheduleLocation Sibling(string name);

    private static ScheduleLocation OfParameter(string name) =>
        name.EndsWith('/') ? new SsmPath(name[..^1]) : new SsmParameter(name);

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    [GeneratedRegex(@"^ssm:(?<name>(/[A-Za-z0-9_.-]+)+/?|[A-Za-z0-9_.-]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<key>[^\p{C}]{1,1024})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Object();

    // Two letters or more: C:\schedules.json is the path of a file.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]+:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[A-Za-z0-9_. /-]{1,256}\z")]
    private static partial Regex RelativeName();

    /// <summary>A file of this machine.</summary>
    public sealed record LocalFile(string FullPath) : ScheduleLocation
    {
        public override string ToString() => FullPath;

        protected override ScheduleLocation Sibling(string name) =>
            new LocalFile(Path.GetFullPath(name, Path.GetDirectoryName(FullPath)!));
    }

    /// <summary>A parameter of Parameter Store.</summary>
    public sealed record SsmParameter(string Name) : ScheduleLocation
    {
        public override string ToString() => $"ssm:{Name}";

        protected override ScheduleLocation Sibling(string name) => new SsmParameter(FolderOf(Name) + name);
    }

    /// <summary>All parameters under a path of Parameter Store.</summary>
    public sealed record SsmPath(string Name) : ScheduleLocation
    {
        public override string ToString() => $"ssm:{Name}/";

        protected override ScheduleLocation Sibling(string name) => new SsmParameter($"{Name}/{name}");
    }

    /// <summary>An object in a bucket.</summary>
    public sealed record S3Object(string Bucket, string Key) : ScheduleLocation
    {
        public override string ToString() => $"s3://{Bucket}/{Key}";

        protected override ScheduleLocation Sibling(string name) => new S3Object(Bucket, FolderOf(Key) + name);
    }
}
