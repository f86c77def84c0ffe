namespace Stopinator.Tool.Running;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>Something failed: an instance, a call to EC2, a file that could not be written, or a check.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>A guard or the person refused; nothing was done.</summary>
    public const int Refused = 3;

    /// <summary>Ctrl+C ended the run.</summary>
    public const int Cancelled = 130;
}
