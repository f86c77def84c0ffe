using System.IO.Compression;

namespace Stopinator.Bench;

/// <summary>The zip that is deployed.</summary>
internal static class Zip
{
    /// <summary>Packs a folder.</summary>
    /// <returns>The size of the zip in megabytes.</returns>
    public static double MegabytesOf(string folder)
    {
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, zip);
        return zip.Length / 1e6;
    }
}
