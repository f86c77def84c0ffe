namespace Stopinator;

/// <summary>The error of a text that is not a selector.</summary>
public sealed class SelectorFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The text that names the problem, its position, and what to write instead.</param>
    /// <param name="position">The position of the problem, counted from 0.</param>
    /// <param name="innerException">The rule that was broken.</param>
    public SelectorFormatException(string message, int position, Exception? innerException = null)
        : base(message, innerException) => Position = position;

    /// <summary>The position of the problem in the text, counted from 0.</summary>
    public int Position { get; }
}
