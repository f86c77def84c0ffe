namespace Stopinator.Tool.Output;

/// <summary>The form of a result on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>JSON, and nothing else on standard output.</summary>
    Json,

    /// <summary>A table in Markdown, for an issue or a page.</summary>
    Markdown,

    /// <summary>An instance id a line, for another program.</summary>
    Ids,
}
