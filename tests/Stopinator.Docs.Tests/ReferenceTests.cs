using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Compares the tables that list everything with what there is.</summary>
public sealed partial class ReferenceTests
{
    [Fact]
    public void OptionTable_OfTheConfiguration_HasEveryOptionAndNoOther()
    {
        var table = Repository.Read("docs/configuration.md").Split("| option | default | meaning |\n|---|---|---|\n")[1];
        var names = table.Split('\n').TakeWhile(line => line.StartsWith('|')).SelectMany(Names).ToArray();

        Assert.Equal(Options().Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void RoomTable_OfTheArchitecture_HasTheFoldersOfTheLibrary()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src/Stopinator")).Select(Path.GetFileName);

        var rooms = Room().Matches(Repository.Read("docs/architecture.md")).Select(row => row.Groups["room"].Value);

        Assert.Equal(folders.Order(StringComparer.Ordinal), rooms.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Index_OfTheDocumentation_HasEveryPage()
    {
        var index = Repository.Read("docs/README.md");
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)!)
            .Where(name => name != "README.md");

        Assert.All(pages, page => Assert.Contains($"]({page}): ", index, StringComparison.Ordinal));
    }

    // A row may name several options of one section: `Retry.ThrottlingDelay`, `TransientDelay`.
    private static IEnumerable<string> Names(string row)
    {
        var section = "";
        foreach (var name in Quoted().Matches(row.Split('|')[1]).Select(match => match.Groups["name"].Value))
        {
            section = name.Contains('.', StringComparison.Ordinal) ? name[..(name.IndexOf('.', StringComparison.Ordinal) + 1)] : section;
            yield return name.Contains('.', StringComparison.Ordinal) ? name : section + name;
        }
    }

    // The sections have no setter. What cannot be written as text is only set in code.
    private static IEnumerable<string> Options() =>
        typeof(StopinatorOptions).GetProperties().SelectMany(property => property.CanWrite
            ? IsText(property) ? [property.Name] : []
            : property.PropertyType.GetProperties().Select(option => $"{property.Name}.{option.Name}"));

    private static bool IsText(PropertyInfo property) =>
        property.PropertyType == typeof(InstanceSelector)
            || TypeDescriptor.GetConverter(property.PropertyType).CanConvertFrom(typeof(string));

    [GeneratedRegex(@"^\| `(?<room>[A-Za-z0-9]+)/` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Room();

    [GeneratedRegex("`(?<name>[A-Za-z0-9.]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
