using System.Buffers;
using System.Xml;

namespace Stopinator.Ec2;

/// <summary>
/// Refuses a body on which an XML parser would spend minutes or gigabytes: elements nested without end, tags with thousands of attributes.
/// Answers of EC2 nest about ten deep, and their tags carry one attribute at most.
/// </summary>
internal static class AnswerShape
{
    private const int MaxDepth = 64;
    private const int MaxTagLength = 4096;

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="XmlException">It is not shaped like an answer of EC2.</exception>
    public static async Task ThrowIfUnlikeEc2Async(Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var scan = new Scan();
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                scan.Read(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Between '<' and '>' lies a tag; neither stands unescaped in the texts and attributes that EC2 writes.
    private sealed class Scan
    {
        private bool _inTag;
        private int _length;
        private int _depth;
        private byte _first;
        private byte _last;

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

        private void Take(ReadOnlySpan<byte> tag)
        {
            if (tag.Length == 0)
            {
                return;
            }

            _first = _length == 0 ? tag[0] : _first;
            _last = tag[^1];
            _length += tag.Length;
            if (_length > MaxTagLength)
            {
                throw new XmlException($"A tag is longer than {MaxTagLength} bytes, more than any of EC2.");
            }
        }

        private void Close()
        {
            // An end, an empty element, a declaration or a comment opens nothing.
            _depth += _first == '/' ? -1 : _last == '/' || _first is (byte)'?' or (byte)'!' ? 0 : 1;
            (_length, _first, _last) = (0, 0, 0);
            if (_depth > MaxDepth)
            {
                throw new XmlException($"Elements are nested more than {MaxDepth} deep, deeper than in any answer of EC2.");
            }
        }
    }
}
