using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stopinator.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stopinator.Scheduling.Sources.Notations;

/// <summary>
/// Writes a template in YAML as JSON. Every scalar becomes a string, as CloudFormation passes the properties of custom resources; null
/// stays null. The short functions of CloudFormation are written out: <c>!Ref x</c> is <c>{ "Ref": "x" }</c>.
/// </summary>
internal sealed class YamlJson
{
    /// <summary>The deepest nesting; the forms of Instance Scheduler have fewer than ten levels.</summary>
    private const int Deepest = 60;

    private readonly IParser _parser;
    private readonly Utf8JsonWriter _json;

    private YamlJson(IParser parser, Utf8JsonWriter json) => (_parser, _json) = (parser, json);

    /// <summary>Returns the JSON of the only document.</summary>
    /// <exception cref="ScheduleFormatException">
    /// The text is not YAML, or uses what CloudFormation does not; the message names the line.
    /// </exception>
    public static string Convert(string yaml)
    {
        var bytes = new ArrayBufferWriter<byte>();
        try
        {
            using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { MaxDepth = 2 * Deepest });
            new YamlJson(new Parser(new StringReader(yaml)), json).WriteDocument();
        }
        catch (YamlException exception)
        {
            throw new ScheduleFormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The template is not YAML as CloudFormation reads it, at line {exception.Start.Line}: " +
                    $"{ErrorText.Clean(exception.Message, 300)}"),
                (int)exception.Start.Index,
                path: null,
                exception);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void WriteDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
        {
            throw new YamlException(end.Start, end.End, "the text is empty.");
        }

        _parser.Consume<DocumentStart>();
        WriteNode(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.TryConsume<StreamEnd>(out _))
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, "there is a second document.");
        }
    }

    private void WriteNode(int depth)
    {
        var next = _parser.Consume<ParsingEvent>();
        if (depth > Deepest)
        {
            throw new YamlException(next.Start, next.End, "it is nested too deeply.");
        }

        // An alias repeats what it names; a few lines could become gigabytes.
        var node = next as NodeEvent
            ?? throw new YamlException(next.Start, next.End, "aliases are not read; write out what is meant.");
        var function = FunctionOf(node);
        if (function is not null)
        {
            _json.WriteStartObject();
            _json.WritePropertyName(function);
        }

        WriteValue(node, depth);
        if (function is not null)
        {
            _json.WriteEndObject();
        }
    }

    private void WriteValue(NodeEvent node, int depth)
    {
        switch (node)
        {
            case MappingStart:
                WriteMapping(depth);
                break;
            case SequenceStart:
                _json.WriteStartArray();
                while (!_parser.TryConsume<SequenceEnd>(out _))
                {
                    WriteNode(depth + 1);
                }

                _json.WriteEndArray();
                break;
            case Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" }:
                _json.WriteNullValue();
                break;
            case Scalar scalar:
                _json.WriteStringValue(scalar.Value);
                break;
        }
    }

    private void WriteMapping(int depth)
    {
        _json.WriteStartObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var next = _parser.Consume<ParsingEvent>();
            _json.WritePropertyName((next as Scalar)?.Value ?? throw new YamlException(next.Start, next.End, "a name is a single text."));
            WriteNode(depth + 1);
        }

        _json.WriteEndObject();
    }

    private static string? FunctionOf(NodeEvent node)
    {
        var tag = node.Tag.IsEmpty || node.Tag.IsNonSpecific ? "" : node.Tag.Value;
        return !tag.StartsWith('!') ? null
            : tag is "!Ref" or "!Condition" ? tag[1..]
            : $"Fn::{tag[1..]}";
    }
}
