namespace Stopinator.Testing.Wire;

/// <summary>The two envelopes of the EC2 Query protocol, and the parts that many answers share.</summary>
internal static class Ec2Xml
{
    public const string ContentType = "text/xml;charset=UTF-8";

    private static ReadOnlySpan<byte> Prolog => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8;

    public static void WriteAnswer(XmlBuffer xml, string action, string requestId, Action<XmlBuffer> content)
    {
        var root = System.Text.Encoding.ASCII.GetBytes(action + "Response");
        xml.Raw(Prolog);
        xml.Raw("<"u8);
        xml.Raw(root);
        xml.Raw(" xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"u8);
        xml.Element("requestId"u8, requestId);
        content(xml);
        xml.Close(root);
    }

    public static void WriteError(XmlBuffer xml, string code, string message, string requestId)
    {
        xml.Raw(Prolog);
        xml.Raw("<Response><Errors><Error>"u8);
        xml.Element("Code"u8, code);
        xml.Element("Message"u8, message);
        xml.Raw("</Error></Errors>"u8);
        xml.Element("RequestID"u8, requestId);
        xml.Raw("</Response>"u8);
    }

    public static void WriteState(XmlBuffer xml, ReadOnlySpan<byte> name, SimulatedState state)
    {
        xml.Open(name);
        xml.Element("code"u8, (int)state);
        xml.Element("name"u8, state.ToName());
        xml.Close(name);
    }

    public static void WriteTags(XmlBuffer xml, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > 0)
        {
            xml.Raw("<tagSet>"u8);
            foreach (var (key, value) in tags)
            {
                xml.Raw("<item>"u8);
                xml.Element("key"u8, key);
                xml.Element("value"u8, value);
                xml.Raw("</item>"u8);
            }

            xml.Raw("</tagSet>"u8);
        }
    }

    public static void WriteOperator(XmlBuffer xml, string? principal, bool hiddenByDefault)
    {
        xml.Raw("<operator>"u8);
        xml.Element("managed"u8, principal is not null);
        xml.Element("principal"u8, principal);
        if (principal is not null)
        {
            xml.Element("hiddenByDefault"u8, hiddenByDefault);
        }

        xml.Raw("</operator>"u8);
    }
}
