using System.Text;
using System.Xml;

namespace Stopinator.Ec2;

/// <summary>
/// Refuses a body that is not an answer of EC2 before an XML parser reads it. Elements nested without end, or tags with thousands of
/// attributes, would cost the parser minutes or gigabytes. Answers of EC2 nest about ten deep, and a tag carries one attribute at most.
/// </summary>
/// <param name="rootElement">The name of the root element; null when any name is accepted.</param>
/// <remarks>A tag lies between &lt; and &gt;. Neither character stands unescaped in the texts that EC2 writes.</remarks>
internal sealed class AnswerShape(string? rootElement)
{
    private const int MaxDepth = 64;
    private const int MaxTagLength = 4096;

    private readonly byte[] _name = new byte[64];
    private bool _inTag;
    private bool _inRoot = rootElement is null;
    private int _length;
    private int _depth;
    private byte _last;

    /// <summary>Checks the next part of the body.</summary>
    /// <exception cref="XmlException">The part is not shaped like an answer of EC2.</exception>
    public void Read(ReadOnlySpan<byte> part)
    {
        while (part.Length > 0)
        {
            var end = part.IndexOf(_inTag ? (byte)'>' : (byte)'<');
            if (_inTag)
            {
                Take(end < 0 ? part : part[..end]);
            }

            if (end < 0)
            {
                return;
            }

            if (_inTag)
            {
                Close();
            }

            _inTag = !_inTag;
            part = part[(end + 1)..];
        }
    }

    /// <summary>Checks the body at its end.</summary>
    /// <exception cref="XmlException">The root element is missing.</exception>
    public void End()
    {
        if (!_inRoot)
        {
            throw new XmlException($"There is no element '{rootElement}'.");
        }
    }

    private void Take(ReadOnlySpan<byte> tag)
    {
        if (tag.Length == 0)
        {
            return;
        }

        if (_length < _name.Length)
        {
            tag[..Math.Min(tag.Length, _name.Length - _length)].CopyTo(_name.AsSpan(_length));
        }

        _last = tag[^1];
        _length += tag.Length;
        if (_length > MaxTagLength)
        {
            throw new XmlException($"A tag is longer than {MaxTagLength} bytes, more than any of EC2.");
        }
    }

    private void Close()
    {
        var first = _length == 0 ? (byte)0 : _name[0];
        if (first == '!' && _name.AsSpan(0, Math.Min(_length, _name.Length)).StartsWith("!DOCTYPE"u8))
        {
            throw new XmlException("It has a document type, which no answer of EC2 has.");
        }

        // A declaration or a comment opens no element.
        if (first is not ((byte)'?' or (byte)'!'))
        {
            CheckRoot();
            _depth += first == '/' ? -1 : _last == '/' ? 0 : 1;
        }

        _length = 0;
        _last = 0;
        if (_depth > MaxDepth)
        {
            throw new XmlException($"Elements are nested more than {MaxDepth} deep, deeper than in any answer of EC2.");
        }
    }

    private void CheckRoot()
    {
        if (_inRoot)
        {
            return;
        }

        var tag = Encoding.UTF8.GetString(_name, 0, Math.Min(_length, _name.Length));
        var name = tag.AsSpan(0, tag.AsSpan().IndexOfAny(" /\r\n\t") is >= 0 and var end ? end : tag.Length);
        _inRoot = name.SequenceEqual(rootElement) ? true : throw new XmlException($"The root element is '{name}', not '{rootElement}'.");
    }
}
