using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>Reads an answer of EC2, taking the elements of a map and skipping the rest.</summary>
/// <remarks>
/// Hostile XML cannot make it fetch (no DTD, no resolver), grow without bound (a limit on the whole) or recurse (it follows only
/// the elements of the map).
/// </remarks>
internal static class AnswerDocument
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,

        // A tag may hold any character, also one that XML does not take, and nothing but blanks.
        CheckCharacters = false,
        IgnoreWhitespace = false,
    };

    /// <summary>Fills the target from a document.</summary>
    /// <exception cref="XmlException">It is no XML, has another root element, or is larger than allowed.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, string rootElement, int maxBytes, AnswerMap<T> map, CancellationToken cancellationToken)
        where T : new()
    {
        var answer = await AnswerBody.ReceiveAsync(body, maxBytes, cancellationToken).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            using var xml = XmlReader.Create(answer, Settings);
            var reader = new AnswerReader(xml);
            reader.MoveToContent();
            if (reader.LocalName != rootElement)
            {
                throw new XmlException($"The root element is '{reader.LocalName}', not '{rootElement}'.");
            }

            var target = new T();
            map.Read(reader, target);
            return target;
        }
    }
}
