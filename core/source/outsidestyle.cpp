// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/outsiderules.h"

#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

using outside::tr;

/// Files and addresses; what QGIS looks for among its own symbols, and pictures within the style, are none.
bool isElsewhere(const QString &value)
{
    static const QRegularExpression place(
        u"^\\s*(/[\\w.~]|~/|\\\\\\\\|[A-Za-z]:[\\\\/]|file:|(?!ttf:)[A-Za-z][A-Za-z0-9+.-]*://)|(^|[\\\\/])\\.\\.([\\\\/]|$)"_s);
    return place.match(value).hasMatch();
}

/// The functions of QGIS's expressions that read files, settings or other layers, or run text as an expression.
const QStringList &fileReadingFunctions()
{
    static const QStringList functions{u"env"_s, u"load_layer"_s, u"eval"_s, u"eval_template"_s, u"file_exists"_s,
        u"file_size"_s, u"is_directory"_s, u"exif"_s, u"exif_geotag"_s, u"sqlite_fetch_and_increment"_s};
    return functions;
}

QString unsafeFunction(const QString &name)
{
    return fileReadingFunctions().contains(name.toLower()) ? name : QString();
}

/// What in an expression reads what is not in the data (QGIS 3.40, functions and variables); empty for nothing.
QString unsafeWord(const QString &expression)
{
    static const QRegularExpression call(
        u"\\b("_s + fileReadingFunctions().join(u'|') + u")\\s*\\("_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression variable(u"@\"?(user_\\w+|project_(path|home|folder|filename|basename)\\b)"_s);
    // var() of a name that is put together, or of one of these.
    static const QRegularExpression named(
        u"\\bvar\\s*\\(\\s*(?!'(?!user_|project_(path|home|folder|filename|basename)')\\w*'\\s*\\))"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = call.match(expression); match.hasMatch())
        return match.captured(1) + "()"_L1;
    if (const auto match = variable.match(expression); match.hasMatch())
        return u'@' + match.captured(1);
    return named.match(expression).hasMatch() ? u"var()"_s : QString();
}

Refusal elsewhere(const QString &value)
{
    return {
        tr("The style names %1: a style may use what QGIS brings along, and pictures that are in it.").arg(value.left(200)),
        tr("In QGIS, embed the symbol in the style (Embed File), or choose one that QGIS brings along.")};
}

Refusal unsafe(const QString &word)
{
    return {tr("The style calls %1, which reads what is not in the data.").arg(word),
        tr("Write the value itself into the style, or into a column of the data.")};
}

std::optional<Refusal> ofSld(QXmlStreamReader &xml)
{
    int legends = 0; // which are not drawn
    while (!xml.atEnd()) {
        xml.readNext();
        const bool isLegend = xml.name() == "LegendGraphic"_L1;
        if (xml.isEndElement() && isLegend)
            --legends;
        if (!xml.isStartElement())
            continue;
        legends += isLegend ? 1 : 0;
        for (const QXmlStreamAttribute &attribute : xml.attributes()) {
            const QString value = attribute.value().toString();
            if (attribute.name() == "href"_L1 && legends == 0 && isElsewhere(value))
                return elsewhere(value);
            if (xml.name() == "Function"_L1 && attribute.name() == "name"_L1)
                if (const QString function = unsafeFunction(value); !function.isEmpty())
                    return unsafe(function + "()"_L1);
        }
    }
    return std::nullopt;
}

/// The parts of a QML that are drawn or computed.
bool isDrawn(QStringView element)
{
    static constexpr QLatin1String parts[] = {"renderer-v2"_L1, "labeling"_L1, "expressionfields"_L1, "pipe"_L1,
        "DiagramLayerSettings"_L1, "SingleCategoryDiagramRenderer"_L1, "LinearlyInterpolatedDiagramRenderer"_L1,
        "StackedDiagramRenderer"_L1};
    return std::any_of(std::begin(parts), std::end(parts), [element](QLatin1String part) { return element == part; });
}

class Qml
{
public:
    std::optional<Refusal> take(QXmlStreamReader &xml)
    {
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isEndElement()) {
                m_drawn -= isDrawn(xml.name()) ? 1 : 0;
                if (!m_names.isEmpty())
                    m_names.removeLast();
            } else if (xml.isStartElement()) {
                m_drawn += isDrawn(xml.name()) ? 1 : 0;
                if (xml.name() == "layer"_L1)
                    m_layer = xml.attributes().value("class"_L1).toString();
                m_names << (xml.name() == "Option"_L1 ? xml.attributes().value("name"_L1).toString() : QString());
                if (auto refusal = m_drawn > 0 ? ofAttributes(xml.attributes()) : std::nullopt)
                    return refusal;
            } else if (xml.isCharacters() && m_drawn > 0) {
                if (const QString word = unsafeWord(xml.text().toString()); !word.isEmpty())
                    return unsafe(word);
            }
        }
        return std::nullopt;
    }

private:
    std::optional<Refusal> ofAttributes(const QXmlStreamAttributes &attributes)
    {
        if (m_names.last() == "active"_L1 && attributes.value("value"_L1) == "true"_L1 && isPathOfData())
            return Refusal{tr("The style takes the file of a symbol from the data, which could be any file."),
                tr("Choose the symbols in the style itself, with a rule or a category for each.")};
        for (const QXmlStreamAttribute &attribute : attributes) {
            const QString value = attribute.value().toString();
            const QStringView name = attribute.name();
            const bool isText = name == "label"_L1 || name == "description"_L1 || name == "title"_L1 || name == "alias"_L1;
            if (!isText && isElsewhere(value))
                return elsewhere(value);
            // Labels of a legend are texts with expressions in them.
            static const QRegularExpression within(u"\\[%(.*?)%\\]"_s, QRegularExpression::DotMatchesEverythingOption);
            QString expressions = isText ? QString() : value;
            for (auto match = within.globalMatch(value); isText && match.hasNext();)
                expressions += match.next().captured(1) + u'\n';
            if (const QString word = unsafeWord(expressions); !word.isEmpty())
                return unsafe(word);
        }
        return std::nullopt;
    }

    /// Is it a property that QGIS looks up for each feature, and the name of a file?
    bool isPathOfData() const
    {
        const qsizetype depth = m_names.size();
        if (depth < 3 || m_names[depth - 3] != "properties"_L1)
            return false;
        const QString &property = m_names[depth - 2];
        return property == "file"_L1 || property == "ShapeSVGFile"_L1
            || (property == "name"_L1 && m_layer.contains("svg"_L1, Qt::CaseInsensitive));
    }

    int m_drawn = 0;
    QString m_layer;
    QStringList m_names; ///< of the Options above, empty for other elements
};

/// Trees of elements are walked, and taken away, by functions that call themselves: at some depth the stack ends. A
/// condition of hundreds of values, which QGIS nests, is far from it.
constexpr int deepest = 2000;

bool isNestedTooDeep(const QByteArray &content)
{
    QXmlStreamReader xml(content);
    for (int depth = 0; !xml.atEnd() && depth <= deepest;) {
        xml.readNext();
        depth += xml.isStartElement() ? 1 : xml.isEndElement() ? -1 : 0;
        if (depth > deepest)
            return true;
    }
    return false;
}

} // namespace

std::optional<Refusal> refusalOfStyle(const QByteArray &content)
{
    if (isNestedTooDeep(content))
        return Refusal{tr("The style nests its elements more than %1 deep, which ends programs that read it.").arg(deepest),
            tr("Save it again in QGIS, with rules in the place of long conditions.")};
    QXmlStreamReader xml(content);
    while (!xml.atEnd() && !xml.isStartElement())
        xml.readNext();
    if (xml.name() == "StyledLayerDescriptor"_L1)
        return ofSld(xml);
    return xml.name() == "qgis"_L1 ? Qml().take(xml) : std::nullopt;
}

} // namespace tuilerie
