using System.Buffers.Binary;
using System.IO.Compression;

namespace Stopinator.Scheduling.Tests.Preview;

/// <summary>The pixels of a PNG as a browser writes it: eight bits a channel, not interlaced.</summary>
internal sealed class PngImage
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    private PngImage(int width, int height, int channels, byte[] pixels) =>
        (Width, Height, _channels, _pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    public static PngImage Read(byte[] file)
    {
        Assert.Equal("\u0089PNG", System.Text.Encoding.Latin1.GetString(file, 0, 4));
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        var channels = file[25] == 6 ? 4 : 3;
        using var data = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        var stride = width * channels;
        var pixels = new byte[stride * height];
        for (var row = 0; row < height; row++)
        {
            var filter = inflated.ReadByte();
            inflated.ReadExactly(pixels, row * stride, stride);
            Unfilter(pixels, row * stride, stride, channels, filter, row == 0);
        }

        return new(width, height, channels, pixels);
    }

    /// <summary>The share of pixels of about this colour, <c>0xRRGGBB</c>.</summary>
    public double Share(int colour)
    {
        var count = 0;
        for (var at = 0; at < _pixels.Length; at += _channels)
        {
            var difference = Math.Abs(_pixels[at] - (colour >> 16)) + Math.Abs(_pixels[at + 1] - ((colour >> 8) & 0xFF)) + Math.Abs(_pixels[at + 2] - (colour & 0xFF));
            count += difference <= 6 ? 1 : 0;
        }

        return count / (double)(Width * Height);
    }

    private static void Unfilter(byte[] pixels, int start, int stride, int channels, int filter, bool isFirst)
    {
        for (var at = start; at < start + stride; at++)
        {
            var left = at - start >= channels ? pixels[at - channels] : 0;
            var up = isFirst ? 0 : pixels[at - stride];
            var corner = isFirst || at - start < channels ? 0 : pixels[at - stride - channels];
            pixels[at] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => 0,
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
