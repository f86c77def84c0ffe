using System.Text;
using Stopinator.Diagnostics;

namespace Stopinator.Selection;

/// <summary>Walks through the text of a selector and reports the position of a mistake.</summary>
internal sealed class SelectorScanner(string text)
{
    public int Position { get; private set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(text);

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? '\0' : text[Position];

    public void SkipWhiteSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }
    }

    public bool TryTake(char character)
    {
        if (AtEnd || Current != character)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes a word up to the next special character, or an empty word.</summary>
    public string TakeBare()
    {
        var start = Position;
        while (!AtEnd && !SelectorText.IsSpecial(Current))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>Returns the next word, without taking it.</summary>
    public string PeekBare()
    {
        var start = Position;
        var word = TakeBare();
        Position = start;
        return word;
    }

    /// <summary>Takes a text in double quotes, in which a doubled quote stands for itself.</summary>
    public string TakeQuoted()
    {
        var start = Position++;
        var quoted = new StringBuilder();
        while (true)
        {
            var end = text.IndexOf('"', Position);
            if (end < 0)
            {
                Position = start;
                throw Error("the quotation mark is not closed.");
            }

            quoted.Append(text, Position, end - Position);
            Position = end + 1;
            if (!TryTake('"'))
            {
                return quoted.ToString();
            }

            quoted.Append('"');
        }
    }

    public SelectorFormatException Error(string problem, int? at = null, Exception? innerException = null) => new(
        $"The selector {ErrorText.Quote(text)} is malformed at position {at ?? Position}: {problem}", at ?? Position, innerException);
}
