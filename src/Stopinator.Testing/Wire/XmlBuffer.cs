using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stopinator.Testing.Wire;

/// <summary>Writes XML as UTF-8 into a pooled buffer, without line breaks or indentation, as EC2 has done since 2025-07-31.</summary>
internal sealed class XmlBuffer : IDisposable
{
    private static readonly char[] Missing =
    [
        '\uFFFE', '\uFFFF', .. Enumerable.Range(0, ' ').Select(code => (char)code).Where(control => control is not ('\t' or '\n' or '\r')),
    ];

    /// <summary>
    /// The characters that have to be escaped: markup, the line break that parsers rewrite, and those that XML does not have.
    /// </summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(['<', '>', '&', '"', '\r', .. Missing]);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _length;

    /// <summary>The characters that XML does not have.</summary>
    public static SearchValues<char> NotInXml { get; } = SearchValues.Create(Missing);

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Writes markup as it is.</summary>
    public void Raw(ReadOnlySpan<byte> markup)
    {
        Reserve(markup.Length);
        markup.CopyTo(_bytes.AsSpan(_length));
        _length += markup.Length;
    }

    public void Open(ReadOnlySpan<byte> name) => Tag("<"u8, name);

    public void Close(ReadOnlySpan<byte> name) => Tag("</"u8, name);

    /// <summary>Writes an element. Null writes nothing, and the empty text an empty element.</summary>
    public void Element(ReadOnlySpan<byte> name, string? value)
    {
        if (value is { Length: > 0 })
        {
            Open(name);
            Text(value);
            Close(name);
        }
        else if (value is not null)
        {
            Tag("<"u8, name, "/>"u8);
        }
    }

    public void Element(ReadOnlySpan<byte> name, bool value) => Element(name, value ? "true" : "false");

    public void Element(ReadOnlySpan<byte> name, int value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes an instant. EC2 writes milliseconds, although it keeps whole seconds for most instants.</summary>
    public void Element(ReadOnlySpan<byte> name, DateTimeOffset value) => Element(name, ToText(value));

    /// <summary>Returns an instant in EC2's form, cut to whole seconds.</summary>
    public static string ToText(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    private void Text(string value)
    {
        var rest = value.AsSpan();
        for (var special = rest.IndexOfAny(Special); special >= 0; special = rest.IndexOfAny(Special))
        {
            Encode(rest[..special]);
            Raw(rest[special] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#13;"u8,
                _ => "\uFFFD"u8, // XML 1.0 has no way to write the others
            });
            rest = rest[(special + 1)..];
        }

        Encode(rest);
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    private void Tag(ReadOnlySpan<byte> begin, ReadOnlySpan<byte> name, ReadOnlySpan<byte> end = default)
    {
        Raw(begin);
        Raw(name);
        Raw(end.IsEmpty ? ">"u8 : end);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            Written.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
