using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Stopinator.Packages.Tests.Contents;

/// <summary>Portable symbols.</summary>
internal sealed class SymbolFile : IDisposable
{
    private readonly MetadataReaderProvider _provider;

    public SymbolFile(byte[] symbols) => _provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));

    /// <summary>The paths of the sources they name.</summary>
    public IEnumerable<string> Sources => [.. Reader.Documents.Select(document => Reader.GetString(Reader.GetDocument(document).Name))];

    private MetadataReader Reader => _provider.GetMetadataReader();

    /// <summary>True when the symbols were made together with an assembly.</summary>
    public bool BelongTo(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var codeView = file.ReadDebugDirectory().First(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        return new BlobContentId(Reader.DebugMetadataHeader!.Id).Guid == file.ReadCodeViewDebugDirectoryData(codeView).Guid;
    }

    public void Dispose() => _provider.Dispose();
}
