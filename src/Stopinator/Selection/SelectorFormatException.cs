namespace Stopinator;

/// <summary>A text is not a selector.</summary>
public sealed class SelectorFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to write instead.</param>
    /// <param name="position">Where, counted from 0.</param>
    /// <param name="innerException">The rule that was broken.</param>
    public SelectorFormatException(string message, int position, Exception? innerException = null)
        : base(message, innerException) => Position = position;

    /// <summary>Where the text goes wrong, counted from 0.</summary>
    public int Position { get; }
}
