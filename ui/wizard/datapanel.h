// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QGroupBox;
class QTreeWidget;
class QTreeWidgetItem;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace tuilerie {

/// Which files: a list that takes files, folders, globs and drops, and what they are together once their headers are read.
class DataPanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit DataPanel(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("data"); }
    QString title() const override { return tr("Data"); }
    QString subtitle() const override { return tr("Files, folders or globs that make up one data set."); }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    void addPaths(const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addFiles();
    void addFolder();
    void removeSelected();
    void assignCrs();
    void setPaths(const QStringList &paths);
    void showSummary();

    QString rasterSummary() const;
    QString vectorSummary() const;
    QString cloudSummary() const;
    QString extentRow() const;
    void fillTables();
    void takeTables();

    DataSet *m_data;
    QStringList m_paths;
    QString m_assignCrs;
    QListWidget *m_list;
    QPushButton *m_addFiles;
    QPushButton *m_addFolder;
    QPushButton *m_remove;
    QLabel *m_summary;
    QProgressBar *m_progress;
    QPushButton *m_assign;
    QTreeWidget *m_tables;    ///< of vector data, their attributes below them; what is ticked is published
    PublishRequest m_request; ///< its tables
    bool m_filling = false;
};

} // namespace tuilerie
