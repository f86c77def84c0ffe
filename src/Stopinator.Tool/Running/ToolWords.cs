namespace Stopinator.Tool.Running;

/// <summary>Names the tool's option where a message of the library names an option of the library.</summary>
internal static class ToolWords
{
    private static readonly (string Library, string Tool)[] Names =
    [
        ("MaxInstances", "--max-instances"), ("maxAge", "--max-age"), ("AllowEveryInstance", "--allow-every-instance"),
        ("later Deadline", "--timeout"),
    ];

    /// <summary>Returns a message with the tool's options after it.</summary>
    public static string AddTo(string message)
    {
        string[] options = [.. Names.Where(name => message.Contains(name.Library, StringComparison.Ordinal)).Select(name => name.Tool)];
        return options.Length == 0 ? message : $"{message} The option of the tool is {string.Join(", ", options)}.";
    }
}
