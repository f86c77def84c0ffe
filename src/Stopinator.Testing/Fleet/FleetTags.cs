using System.Globalization;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Fleet;

/// <summary>Reads the tags of an entry, within EC2's limits.</summary>
internal static class FleetTags
{
    public const string Schedule = "stopinator:schedule";

    private const int MaxTags = 50;
    private const int MaxKeyLength = 128;
    private const int MaxValueLength = 256;
    private const string OfServices = "aws:";

    /// <summary>The properties that set a tag.</summary>
    private static readonly Dictionary<string, string> PropertyOf = new(StringComparer.Ordinal)
    {
        ["Name"] = "name",
        [Schedule] = "schedule",
        ["aws:autoscaling:groupName"] = "autoScalingGroup",
    };

    /// <summary>Reads the property <c>tags</c>.</summary>
    /// <param name="part">The value.</param>
    /// <param name="others">All properties of the entry.</param>
    public static Action<InstanceBuilder, int> Read(DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        var tags = part.Properties();
        var own = tags.Keys.Count(key => !key.StartsWith(OfServices, StringComparison.OrdinalIgnoreCase));
        if (own > MaxTags)
        {
            throw part.Error(string.Create(
                CultureInfo.InvariantCulture, $"{own} tags are too many; an instance has at most {MaxTags}, those of AWS not counted."));
        }

        var changes = tags.Select(tag => Tag(tag.Key, tag.Value, others)).ToList();
        return (instance, index) => changes.ForEach(change => change(instance, index));
    }

    /// <summary>Reads the value of a tag.</summary>
    public static Action<InstanceBuilder, int> Value(DocumentPart part, Dictionary<string, DocumentPart> others, string key)
    {
        var pattern = NumberedText.Read(part);
        var length = pattern.For(FleetReader.CountOf(others)).Length;
        return length <= MaxValueLength
            ? (instance, index) => instance.Tagged(key, pattern.For(index + 1))
            : throw part.Error(string.Create(
                CultureInfo.InvariantCulture, $"the value of a tag has at most {MaxValueLength} characters, and not {length}."));
    }

    private static Action<InstanceBuilder, int> Tag(string key, DocumentPart part, Dictionary<string, DocumentPart> others)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw part.Error(key.Length == 0
                ? "the key of a tag is empty."
                : string.Create(
                    CultureInfo.InvariantCulture, $"the key of a tag has at most {MaxKeyLength} characters, and not {key.Length}."));
        }

        return PropertyOf.TryGetValue(key, out var property) && others.ContainsKey(property)
            ? throw part.Error($"the property {property} sets this tag, too; leave one of them out.")
            : Value(part, others, key);
    }
}
