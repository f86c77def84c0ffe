using System.Text;

namespace Stopinator.Scheduling.Sources.Reading;

/// <summary>Reads texts in UTF-8 up to a limit.</summary>
internal sealed class BoundedText(int maxBytes)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">Its length; 0 or less when it is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The text is too long, or not in UTF-8.</exception>
    public async Task<string> ReadAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        Check(length);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            Check(bytes.Length + count);
            await bytes.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it is not text in UTF-8, at byte {exception.Index}."), exception);
        }
    }

    /// <summary>Checks a number of bytes.</summary>
    /// <exception cref="InvalidDataException">There are too many.</exception>
    public void Check(long length)
    {
        if (length > maxBytes)
        {
            throw new InvalidDataException(FormattableString.Invariant($"it has more than the {maxBytes} bytes of MaxBytes."));
        }
    }
}
