using System.Text.RegularExpressions;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>Reads values of which EC2 has one form. A value of another form is a slip, and no filter would ever find it.</summary>
internal static partial class FleetForms
{
    private static readonly Dictionary<string, string> Platforms = Names("windows");
    private static readonly Dictionary<string, string> Architectures = Names("i386", "x86_64", "arm64", "x86_64_mac", "arm64_mac");
    private static readonly Dictionary<string, string> Tenancies = Names("default", "dedicated", "host");

    public static string Platform(DocumentPart part) => part.OneOf(Platforms);

    public static string Architecture(DocumentPart part) => part.OneOf(Architectures);

    public static string Tenancy(DocumentPart part) => part.OneOf(Tenancies);

    /// <summary>Reads an instance type.</summary>
    public static string Type(DocumentPart part) => Checked(
        part, InstanceTypes.IsWellFormed(part.NonEmptyText()), "an instance type: a family, a dot and a size, such as t3.micro");

    /// <summary>Reads a zone: its letter, or its whole name.</summary>
    public static string Zone(DocumentPart part) => Checked(
        part, ZoneForm().IsMatch(part.NonEmptyText()), "a zone: a letter such as b, or a name such as us-east-1b");

    /// <summary>Reads the id of a resource.</summary>
    /// <param name="part">The value.</param>
    /// <param name="kind">The letters before the dash, e.g. <c>vpc</c>.</param>
    public static string Id(DocumentPart part, string kind) => Checked(
        part,
        part.NonEmptyText() is var id && id.StartsWith($"{kind}-", StringComparison.Ordinal) && IdForm().IsMatch(id),
        $"such an id: {kind}- and lower-case letters or digits, such as {kind}-0123456789abcdef0");

    private static string Checked(DocumentPart part, bool isOfTheForm, string form) =>
        isOfTheForm ? part.Text() : throw part.Error($"'{part.Text()}' is not {form}.");

    private static Dictionary<string, string> Names(params string[] names) => names.ToDictionary(name => name, StringComparer.Ordinal);

    [GeneratedRegex(@"^([a-z]|[a-z]{2,3}(-[a-z0-9]+){2,})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ZoneForm();

    [GeneratedRegex(@"^[a-z]+-[a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
