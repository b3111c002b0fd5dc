// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QScrollArea>

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
    void addSection(const QString &title);
    void addRow(const QString &name, const QString &value);
    void addRaster(const QJsonObject &raster, const QString &crs);
    void addVector(const QJsonObject &vector);
    void addPointCloud(const QJsonObject &cloud);
    void addExtent(const QString &title, const QJsonArray &extent, bool degrees);

    QWidget *m_body = nullptr;
    QFormLayout *m_form = nullptr;
    QStringList m_lines;
};

} // namespace tuilerie
