using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>Walks through an answer. Texts that fleets repeat again and again become one string.</summary>
internal sealed class AnswerReader(XmlReader xml)
{
    // Of the process, because the next page repeats them too.
    private static readonly TextPool Texts = new();

    private char[] _text = new char[256];

    public int Depth => xml.Depth;

    public bool IsElement => xml.NodeType == XmlNodeType.Element;

    public bool IsEmptyElement => xml.IsEmptyElement;

    public string LocalName => xml.LocalName;

    public void MoveToContent() => xml.MoveToContent();

    /// <summary>Moves to the next node, whatever it is.</summary>
    public void Advance() => xml.Read();

    /// <summary>Moves behind the current element.</summary>
    public void Skip() => xml.Skip();

    /// <summary>Reads the text of the current element and moves behind it.</summary>
    /// <exception cref="XmlException">There are elements in it.</exception>
    public string ReadText()
    {
        var isEmpty = xml.IsEmptyElement;
        var length = 0;
        xml.Read();
        while (!isEmpty && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                throw new XmlException($"'{xml.Name}' stands where text belongs.");
            }

            while (xml.ReadValueChunk(_text, length, _text.Length - length) is > 0 and var count)
            {
                length += count;
                if (length == _text.Length)
                {
                    Array.Resize(ref _text, length * 2);
                }
            }

            xml.Read();
        }

        if (!isEmpty)
        {
            xml.Read();
        }

        return Texts.Get(_text.AsSpan(0, length));
    }
}
