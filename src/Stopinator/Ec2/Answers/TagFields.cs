namespace Stopinator.Ec2.Answers;

/// <summary>A tag while it is read.</summary>
internal sealed class TagFields
{
    public static AnswerMap<TagFields> Map { get; } = new AnswerMap<TagFields>()
        .Text("key", (tag, text) => tag.Key = text)
        .Text("value", (tag, text) => tag.Value = text);

    public string Key { get; private set; } = "";

    public string Value { get; private set; } = "";
}
