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

        // The AWS CLI and SAM compress as well as this level; .NET's default writes 5 % more.
        ZipFile.CreateFromDirectory(folder, zip, CompressionLevel.SmallestSize, includeBaseDirectory: false);
        return zip.Length / 1e6;
    }
}
