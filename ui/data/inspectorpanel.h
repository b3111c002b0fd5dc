// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QScrollArea>
#include <QTimer>
#include <vector>

class QFormLayout;
class QLabel;

namespace tuilerie {

struct MapEntry;

/// What `inspect` says of the selected entry, as a person reads it. UI thread only.
class InspectorPanel : public QScrollArea
{
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget *parent = nullptr);
    void showEntry(const MapEntry *entry); ///< nullptr for none
    /// Every line as "name: value", for tests and for copying.
    QString text() const;

private:
    /// One row of the form; a section's title has no value.
    struct Line
    {
        QString name, value;
        bool operator==(const Line &) const = default;
    };

    void fill();
    void addEntry(const MapEntry &entry);
    void addSection(const QString &title);
    void addRow(const QString &name, const QString &value);
    void addRaster(const QJsonObject &raster, const QString &crs);
    void addVector(const QJsonObject &vector);
    void addPointCloud(const QJsonObject &cloud);
    void addExtent(const QString &title, const QJsonArray &extent, bool degrees);

    std::vector<Line> m_lines;
    size_t m_shown = 0; ///< how many of them the form has; the others follow, a few at a time
    QFormLayout *m_form = nullptr;
    QTimer m_filling;
};

} // namespace tuilerie
