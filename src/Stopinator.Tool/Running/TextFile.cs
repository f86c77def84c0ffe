using System.Globalization;

namespace Stopinator.Tool.Running;

/// <summary>Reads text files up to a size, so that a file without an end, such as <c>/dev/zero</c>, does not take all memory.</summary>
internal static class TextFile
{
    private const int MostMegabytes = 128;
    private const int Most = MostMegabytes * 1024 * 1024;
    private const int Part = 64 * 1024;

    /// <summary>Returns the text of a file.</summary>
    /// <exception cref="IOException">The file cannot be read, or has more than 128 MB.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Read(string path, CancellationToken cancellationToken = default)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var content = new MemoryStream();
        var part = new byte[Part];
        for (var count = file.Read(part); count > 0; count = file.Read(part))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (content.Length + count > Most)
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file has more than {MostMegabytes} MB, and the tool reads up to {MostMegabytes} MB. Name a smaller file."));
            }

            content.Write(part, 0, count);
        }

        content.Position = 0;
        using var text = new StreamReader(content);
        return text.ReadToEnd();
    }
}
