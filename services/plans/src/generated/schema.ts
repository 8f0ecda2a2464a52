// Written by `npm run generate` from schema/*.graphql; do not edit.
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Ngày: a plain date, `2021-01-28`, as people write it on paper; no time, no zone. */
  Date: { input: string; output: string; }
  /** Thời điểm: an instant with its offset, ISO 8601, `2021-01-28T08:30:00+07:00`. */
  DateTime: { input: string; output: string; }
  /** Số thập phân: an exact decimal number as text, `12.50`. */
  Decimal: { input: string; output: string; }
  /** Vị trí: where something stands in a service's log, `plans:…`. Opaque; send it back in the header `x-after-position` to read what you wrote. */
  Position: { input: string; output: string; }
};

/** Whatever has an id of its own. `node(id)` finds it, when it is there and within your reach. */
export type Node = {
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  /** Of this service's table, for the gateway alone: it joins those of all services into `viewer.permissions`. */
  readonly callerPermissions: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Lịch của năm. */
  readonly calendarYear: Maybe<CalendarYear>;
  /** Một phong trào thi đua. */
  readonly movement: Maybe<Movement>;
  /** Các phong trào của một kế hoạch, by name. */
  readonly movements: Maybe<MovementConnection>;
  /** Một nghĩa vụ. */
  readonly obligation: Maybe<Obligation>;
  /** Danh sách nghĩa vụ, earliest last day first. */
  readonly obligations: Maybe<ObligationConnection>;
  /** Các đơn vị chưa nộp: who still owes this milestone, earliest last day first. */
  readonly obligationsNotFiled: Maybe<ObligationConnection>;
  /** Các đơn vị chưa nộp, dạng CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
  readonly obligationsNotFiledCsv: Maybe<CsvFile>;
  /** Lịch việc của một đơn vị: what it owes between two days, both included. */
  readonly agenda: Maybe<ObligationConnection>;
  /** Lịch việc của cơ quan: what all units owe between two days, as far as you see. */
  readonly officeAgenda: Maybe<ObligationConnection>;
  /** Một kế hoạch. */
  readonly plan: Maybe<Plan>;
  /** Các kế hoạch, the newest year first. */
  readonly plans: Maybe<PlanConnection>;
  /** Các vấn đề của một kế hoạch, in the order of the document. */
  readonly planIssues: Maybe<PlanIssueConnection>;
  /** Quy ước của cơ quan về thời hạn và nhắc việc. */
  readonly officePolicy: Maybe<OfficePolicy>;
  /** Tiến độ của kế hoạch as of any business day; today when left out. */
  readonly progress: Maybe<Progress>;
  /** The process of an order for many. */
  readonly bulkWork: Maybe<ProcessProgress>;
  /** Các tiến trình đang chạy. */
  readonly runningWork: Maybe<ProcessProgressConnection>;
  /** Hộp đôn đốc của đơn vị, oldest first; ask with `last` for the newest. */
  readonly reminders: Maybe<ReminderConnection>;
  /** Một nhiệm vụ của kế hoạch. */
  readonly planTask: Maybe<PlanTask>;
  /** Các nhiệm vụ của một kế hoạch, in the order of the document. */
  readonly planTasks: Maybe<PlanTaskConnection>;
  /** Tìm nhiệm vụ theo nội dung, with or without diacritics: every word, the last one as a prefix. */
  readonly searchPlanTasks: Maybe<PlanTaskConnection>;
};


export type QueryCalendarYearArgs = {
  year: Scalars['Int']['input'];
};


export type QueryMovementArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMovementsArgs = {
  planId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryObligationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryObligationsArgs = {
  filter: ObligationFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryObligationsNotFiledArgs = {
  milestoneId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryObligationsNotFiledCsvArgs = {
  milestoneId: Scalars['ID']['input'];
};


export type QueryAgendaArgs = {
  unitId: Scalars['ID']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOfficeAgendaArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPlanArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlansArgs = {
  year?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<PlanStatus>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPlanIssuesArgs = {
  planId: Scalars['ID']['input'];
  filter?: InputMaybe<PlanIssueFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProgressArgs = {
  planId: Scalars['ID']['input'];
  by: ProgressBy;
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryBulkWorkArgs = {
  workId: Scalars['ID']['input'];
};


export type QueryRunningWorkArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRemindersArgs = {
  unitId: Scalars['ID']['input'];
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPlanTaskArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPlanTasksArgs = {
  planId: Scalars['ID']['input'];
  filter?: InputMaybe<PlanTaskFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchPlanTasksArgs = {
  planId?: InputMaybe<Scalars['ID']['input']>;
  words: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** Whether there is more before and after a page, and where to go on. */
export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** How many there are, counted up to 10,000. */
export type Count = {
  readonly count: Scalars['Int']['output'];
  /** False when there are more than were counted. */
  readonly exact: Scalars['Boolean']['output'];
};

/** Căn cứ pháp lý: where the law or the plan says so. */
export type LegalReference = {
  readonly rule: Scalars['String']['output'];
  readonly article: Scalars['String']['output'];
  readonly regime: Scalars['String']['output'];
  readonly url: Maybe<Scalars['String']['output']>;
};

/** Each service adds its own; at the gateway they are one list. */
export type UserErrorCode =
  | 'REMINDED_TODAY'
  | 'NO_SUCH_REMINDER'
  | 'PLAN_NOT_IMPORTED'
  | 'PLAN_IS_DRAFT'
  | 'PLAN_IS_ISSUED'
  | 'PLAN_IS_CLOSED'
  | 'PLAN_IS_DISCARDED'
  | 'PLAN_WAS_READ_AGAIN'
  | 'PLAN_HAS_BLOCKING_ISSUE'
  | 'PLAN_ALREADY_IMPORTED'
  | 'PLAN_TOO_LARGE'
  | 'PLAN_TOO_COMPLEX'
  | 'PLAN_NOT_TEXT'
  | 'NOT_A_PLAN'
  | 'PLAN_WITHOUT_ANNEX'
  | 'PLAN_WITHOUT_YEAR'
  | 'PLAN_HEADER_INCOMPLETE'
  | 'ISSUE_ALREADY_RESOLVED'
  | 'ISSUE_NOT_RESOLVED'
  | 'ISSUE_CHOICE_NOT_FITTING'
  | 'DEADLINE_NEEDS_AMENDMENT'
  | 'DOCUMENT_NOT_AWAITED'
  | 'DOCUMENT_ALREADY_RECEIVED'
  | 'MILESTONE_NOT_AWAITING'
  | 'MILESTONE_NOT_RELATIVE'
  | 'ANCHOR_ALREADY_RECORDED'
  | 'UNKNOWN_REFERENCE'
  | 'NO_SUCH_DAY_IN_YEAR'
  | 'GROUP_HAS_NO_MEMBERS'
  | 'TASK_WITHOUT_ACTOR'
  | 'ISSUES_LEFT_OPEN'
  | 'OBLIGATIONS_END_UNFILED'
  | 'DATE_IS_DAY_OFF'
  | 'YEAR_WITHOUT_DAYS_OFF'
  | 'OBLIGATION_NOT_OPENED'
  | 'OBLIGATION_ALREADY_FILED'
  | 'OBLIGATION_CLOSED'
  | 'NOTHING_FILED'
  | 'FILING_ALREADY_ACCEPTED'
  | 'NO_DOCUMENT'
  | 'DOCUMENT_FROM_THE_FUTURE'
  | 'UNKNOWN_FILE'
  | 'EXTENSION_NOT_LATER'
  | 'DAY_ALREADY_PAST'
  | 'LEAVE_WITHIN_TERM'
  | 'POSTMARK_AFTER_FILING'
  | 'POSTMARK_TOO_EARLY'
  | 'NOTHING_TO_EXPLAIN'
  | 'NO_EXPLANATION_ASKED'
  | 'EXPLANATION_ALREADY_GIVEN'
  | 'FILED_LATE'
  | 'MOVEMENT_NOT_LAUNCHED'
  | 'MOVEMENT_ALREADY_LAUNCHED'
  | 'MOVEMENT_CLOSED'
  | 'ALREADY_JOINED'
  | 'UNIT_NOT_INVITED'
  | 'FILE_TOO_LARGE'
  | 'FILE_EMPTY'
  /** Không tìm thấy: not there, or not for you. */
  | 'NOT_FOUND'
  /** Nội dung đã thay đổi: somebody changed it since you looked. */
  | 'VERSION_CONFLICT'
  /** Khóa đã dùng: this idempotency key was used for something else. */
  | 'IDEMPOTENCY_KEY_REUSED';

/** Lý do từ chối: an expected refusal, or a warning beside success. */
export type UserError = {
  readonly code: UserErrorCode;
  /** In the language of `Accept-Language`: vi (default) or en. */
  readonly message: Scalars['String']['output'];
  /** The field of the input that it is about. */
  readonly path: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly legalReference: Maybe<LegalReference>;
};

/** Việc có thể làm: what somebody may do here, and why not. Answers for you, now. */
export type AvailableAction = {
  /** Name of the mutation. */
  readonly action: Scalars['String']['output'];
  readonly allowed: Scalars['Boolean']['output'];
  /** Every reason why not; empty when allowed. */
  readonly reasons: ReadonlyArray<UserError>;
  readonly deadline: Maybe<Scalars['Date']['output']>;
};

/** Lịch sử: one thing that happened, newest first. */
export type TimelineEntry = {
  readonly id: Scalars['ID']['output'];
  /** Name of the event. */
  readonly event: Scalars['String']['output'];
  /** In the language of `Accept-Language`. */
  readonly text: Scalars['String']['output'];
  /** When it counts for the office. */
  readonly at: Scalars['DateTime']['output'];
  /** When it was written down. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Người thực hiện. Null for what nobody ordered, or when it is not yours to know. */
  readonly actor: Maybe<Person>;
  /** Thay mặt (KT., TUQ.). */
  readonly actingFor: Maybe<Person>;
  /** What did it when no person did: a timer, a process. */
  readonly process: Maybe<Scalars['String']['output']>;
  /** Lý do. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The thing's version after it. */
  readonly version: Scalars['Int']['output'];
};

export type TimelineEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: TimelineEntry;
};

export type TimelineConnection = {
  readonly edges: ReadonlyArray<TimelineEdge>;
  readonly pageInfo: PageInfo;
};

/** Lịch nghỉ của một năm. */
export type CalendarYear = {
  readonly year: Scalars['Int']['output'];
  /** False: nobody has entered the public holidays of this year; only its weekends are told. */
  readonly hasData: Scalars['Boolean']['output'];
  /** Căn cứ, and what would confirm it. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** Ngày nghỉ, in order, weekends included. */
  readonly daysOff: ReadonlyArray<DayOff>;
  /** Ngày làm bù. */
  readonly workingInstead: ReadonlyArray<WorkingInstead>;
};

/** Ngày nghỉ. */
export type DayOff = {
  readonly date: Scalars['Date']['output'];
  readonly kind: DayOffKind;
  readonly name: Maybe<Scalars['String']['output']>;
  /** Nghỉ bù cho ngày. */
  readonly inLieuOf: Maybe<Scalars['Date']['output']>;
};

/** Loại ngày nghỉ: weekend or public holiday. */
export type DayOffKind =
  /** Nghỉ hằng tuần. */
  | 'WEEKEND'
  /** Nghỉ lễ, Tết. */
  | 'HOLIDAY';

/** Ngày làm bù: a day of rest that is worked in lieu of another. */
export type WorkingInstead = {
  readonly date: Scalars['Date']['output'];
  readonly inLieuOf: Scalars['Date']['output'];
  readonly source: Scalars['String']['output'];
};

/** Tệp: its bytes are kept by their hash. A file is read through the paper that refers to it. */
export type StoredFile = {
  readonly id: Scalars['ID']['output'];
  readonly name: Maybe<Scalars['String']['output']>;
  readonly mediaType: Maybe<Scalars['String']['output']>;
  readonly size: Scalars['Int']['output'];
  /** SHA-256 of the bytes, hex. */
  readonly sha256: Scalars['String']['output'];
};

/** Nội dung tệp, with what was said of it when it was put. */
export type FileContent = {
  readonly id: Scalars['ID']['output'];
  readonly name: Maybe<Scalars['String']['output']>;
  readonly mediaType: Maybe<Scalars['String']['output']>;
  readonly size: Scalars['Int']['output'];
  /** SHA-256 of the bytes, hex. */
  readonly sha256: Scalars['String']['output'];
  /** The bytes, Base64. */
  readonly contentBase64: Scalars['String']['output'];
};

/** Văn bản được viện dẫn. */
export type DocumentReference = {
  /** Tệp đính kèm; null when there is none. */
  readonly file: Maybe<FileContent>;
  readonly number: Scalars['String']['output'];
  readonly date: Scalars['Date']['output'];
  readonly issuer: Scalars['String']['output'];
  readonly title: Maybe<Scalars['String']['output']>;
  readonly fileId: Maybe<Scalars['ID']['output']>;
};

export type Mutation = {
  /** Tải tệp lên, rồi viện dẫn id của nó trong một văn bản; a file is seen through the papers that refer to it only. Refused: FILE_TOO_LARGE, FILE_EMPTY. */
  readonly uploadFile: Maybe<UploadFilePayload>;
  /** Phát động. Refused: MOVEMENT_ALREADY_LAUNCHED, MOVEMENT_CLOSED. */
  readonly launchMovement: Maybe<MovementPayload>;
  /** Tham gia; a clerk enters the own unit. Refused: MOVEMENT_NOT_LAUNCHED, MOVEMENT_CLOSED, ALREADY_JOINED, UNIT_NOT_INVITED. */
  readonly joinMovement: Maybe<MovementPayload>;
  /** Sơ kết. Refused: MOVEMENT_NOT_LAUNCHED, MOVEMENT_CLOSED. */
  readonly holdInterimReview: Maybe<MovementPayload>;
  /** Tổng kết; closes the movement. Refused: MOVEMENT_NOT_LAUNCHED, MOVEMENT_CLOSED. */
  readonly holdFinalReview: Maybe<MovementPayload>;
  /** Nộp hồ sơ; the day of filing is the day it arrives. Refused: OBLIGATION_ALREADY_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED, NO_DOCUMENT, DOCUMENT_FROM_THE_FUTURE, UNKNOWN_FILE. Warned: FILED_LATE. */
  readonly fileObligation: Maybe<ObligationPayload>;
  /** Rút hồ sơ đã nộp, trước khi được chấp nhận. Refused: NOTHING_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED. */
  readonly withdrawFiling: Maybe<ObligationPayload>;
  /** Đính chính hồ sơ đã nộp; the day of filing stays. Refused: NOTHING_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED, NO_DOCUMENT, DOCUMENT_FROM_THE_FUTURE, UNKNOWN_FILE. */
  readonly correctFiling: Maybe<ObligationPayload>;
  /** Chấp nhận hồ sơ. Refused: NOTHING_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED. */
  readonly acceptFiling: Maybe<ObligationPayload>;
  /** Trả lại hồ sơ, nêu lý do; a day to file again by is leave to be late. Refused: NOTHING_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED, DAY_ALREADY_PAST. */
  readonly returnFiling: Maybe<ObligationPayload>;
  /** Cho phép nộp muộn; it stays late, but with leave. Refused: OBLIGATION_ALREADY_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED, LEAVE_WITHIN_TERM, DAY_ALREADY_PAST. */
  readonly permitLateFiling: Maybe<ObligationPayload>;
  /** Tính ngày nộp theo dấu bưu điện, có bằng chứng; from the opening, or the return or withdrawal of the filing before, to the day of filing. Refused: NOTHING_FILED, OBLIGATION_CLOSED, POSTMARK_AFTER_FILING, POSTMARK_TOO_EARLY. */
  readonly dateFilingByPostmark: Maybe<ObligationPayload>;
  /** Gia hạn. Refused: OBLIGATION_ALREADY_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED, EXTENSION_NOT_LATER, DAY_ALREADY_PAST. */
  readonly extendObligation: Maybe<ObligationPayload>;
  /** Miễn thực hiện. Refused: OBLIGATION_ALREADY_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED. */
  readonly excuseObligation: Maybe<ObligationPayload>;
  /** Yêu cầu giải trình. Refused: NOTHING_TO_EXPLAIN, OBLIGATION_CLOSED, DAY_ALREADY_PAST. */
  readonly askExplanation: Maybe<ObligationPayload>;
  /** Giải trình. Refused: NO_EXPLANATION_ASKED, EXPLANATION_ALREADY_GIVEN, OBLIGATION_CLOSED, DOCUMENT_FROM_THE_FUTURE, UNKNOWN_FILE. */
  readonly giveExplanation: Maybe<ObligationPayload>;
  /** Chấp nhận tất cả hồ sơ đã nộp của một mốc. Up to 100 are answered one by one at once; more are done by a process, `workId` says how far it is. A repeat does what is left. Refused as `acceptFiling`, each on its own. */
  readonly acceptAllFiled: Maybe<BulkPayload>;
  /** Gia hạn cho mọi đơn vị chưa nộp của một mốc. Up to 100 at once, more by a process. Refused as `extendObligation`, each on its own. */
  readonly extendMilestone: Maybe<BulkPayload>;
  /** Đôn đốc mọi đơn vị chưa nộp của một mốc. Up to 100 at once, more by a process. Refused as `remindObligation`, each on its own. */
  readonly remindMilestone: Maybe<BulkPayload>;
  /** Nhập kế hoạch từ văn bản đã ban hành. Refused: PLAN_ALREADY_IMPORTED, PLAN_TOO_LARGE, PLAN_TOO_COMPLEX, PLAN_NOT_TEXT, NOT_A_PLAN, PLAN_WITHOUT_ANNEX, PLAN_WITHOUT_YEAR, PLAN_HEADER_INCOMPLETE. */
  readonly importPlan: Maybe<ImportPlanPayload>;
  /** Đọc lại văn bản với danh mục tên gọi hiện nay; what was chosen stays where the issue still stands. Refused: PLAN_IS_ISSUED, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly readPlanAgain: Maybe<PlanPayload>;
  /** Bỏ dự thảo. Refused: PLAN_IS_ISSUED, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly discardPlan: Maybe<PlanPayload>;
  /** Xử lý một vấn đề, với lý do. Refused: ISSUE_CHOICE_NOT_FITTING, NO_SUCH_DAY_IN_YEAR, ISSUE_ALREADY_RESOLVED, DEADLINE_NEEDS_AMENDMENT, UNKNOWN_REFERENCE, PLAN_WAS_READ_AGAIN, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly resolvePlanIssue: Maybe<ResolvePlanIssuePayload>;
  /** Mở lại vấn đề đã xử lý, khi còn là dự thảo. Refused: ISSUE_NOT_RESOLVED, PLAN_IS_ISSUED, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly reopenPlanIssue: Maybe<ResolvePlanIssuePayload>;
  /** Ban hành: opens what is dated. Refused with every open blocking issue: PLAN_HAS_BLOCKING_ISSUE; PLAN_WAS_READ_AGAIN, PLAN_IS_ISSUED, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. Warned: GROUP_HAS_NO_MEMBERS, TASK_WITHOUT_ACTOR, ISSUES_LEFT_OPEN. */
  readonly issuePlan: Maybe<PlanPayload>;
  /** Sửa đổi, bổ sung bằng văn bản. Refused: PLAN_IS_DRAFT, PLAN_IS_CLOSED, PLAN_IS_DISCARDED, UNKNOWN_REFERENCE, UNKNOWN_FILE. */
  readonly amendPlan: Maybe<PlanPayload>;
  /** Ghi nhận văn bản mà nhiệm vụ đang chờ. Refused: DOCUMENT_NOT_AWAITED, DOCUMENT_ALREADY_RECEIVED, MILESTONE_NOT_AWAITING, UNKNOWN_FILE, PLAN_IS_DRAFT, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly recordAwaitedDocument: Maybe<PlanPayload>;
  /** Ghi nhận ngày mốc (ngày dự kiến gắn biển) để tính thời hạn. Refused: ANCHOR_ALREADY_RECORDED, MILESTONE_NOT_RELATIVE, UNKNOWN_REFERENCE, YEAR_WITHOUT_DAYS_OFF, PLAN_IS_DRAFT, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. */
  readonly recordAnchorDate: Maybe<PlanPayload>;
  /** Kết thúc kế hoạch; what is still owed ends unfiled and is counted so. Refused: PLAN_IS_DRAFT, PLAN_IS_CLOSED, PLAN_IS_DISCARDED. Warned: OBLIGATIONS_END_UNFILED. */
  readonly closePlan: Maybe<PlanPayload>;
  /** Đặt cách hiểu thời hạn và nhắc việc. */
  readonly setOfficePolicy: Maybe<SetOfficePolicyPayload>;
  /** Đôn đốc một đơn vị; at most once a day by hand. Refused: REMINDED_TODAY, OBLIGATION_ALREADY_FILED, FILING_ALREADY_ACCEPTED, OBLIGATION_CLOSED. */
  readonly remindObligation: Maybe<ReminderPayload>;
  /** Xác nhận đã xem, up to a reminder. Refused: NO_SUCH_REMINDER. */
  readonly acknowledgeReminders: Maybe<ReminderPayload>;
};


export type MutationUploadFileArgs = {
  input: UploadFileInput;
};


export type MutationLaunchMovementArgs = {
  input: LaunchMovementInput;
};


export type MutationJoinMovementArgs = {
  input: JoinMovementInput;
};


export type MutationHoldInterimReviewArgs = {
  input: HoldReviewInput;
};


export type MutationHoldFinalReviewArgs = {
  input: HoldReviewInput;
};


export type MutationFileObligationArgs = {
  input: FileObligationInput;
};


export type MutationWithdrawFilingArgs = {
  input: ObligationReasonInput;
};


export type MutationCorrectFilingArgs = {
  input: CorrectFilingInput;
};


export type MutationAcceptFilingArgs = {
  input: AcceptFilingInput;
};


export type MutationReturnFilingArgs = {
  input: ReturnFilingInput;
};


export type MutationPermitLateFilingArgs = {
  input: PermitLateFilingInput;
};


export type MutationDateFilingByPostmarkArgs = {
  input: DateFilingByPostmarkInput;
};


export type MutationExtendObligationArgs = {
  input: ExtendObligationInput;
};


export type MutationExcuseObligationArgs = {
  input: ExcuseObligationInput;
};


export type MutationAskExplanationArgs = {
  input: AskExplanationInput;
};


export type MutationGiveExplanationArgs = {
  input: GiveExplanationInput;
};


export type MutationAcceptAllFiledArgs = {
  input: AcceptAllFiledInput;
};


export type MutationExtendMilestoneArgs = {
  input: ExtendMilestoneInput;
};


export type MutationRemindMilestoneArgs = {
  input: RemindMilestoneInput;
};


export type MutationImportPlanArgs = {
  input: ImportPlanInput;
};


export type MutationReadPlanAgainArgs = {
  input: ReadPlanAgainInput;
};


export type MutationDiscardPlanArgs = {
  input: DiscardPlanInput;
};


export type MutationResolvePlanIssueArgs = {
  input: ResolvePlanIssueInput;
};


export type MutationReopenPlanIssueArgs = {
  input: ReopenPlanIssueInput;
};


export type MutationIssuePlanArgs = {
  input: IssuePlanInput;
};


export type MutationAmendPlanArgs = {
  input: AmendPlanInput;
};


export type MutationRecordAwaitedDocumentArgs = {
  input: RecordAwaitedDocumentInput;
};


export type MutationRecordAnchorDateArgs = {
  input: RecordAnchorDateInput;
};


export type MutationClosePlanArgs = {
  input: ClosePlanInput;
};


export type MutationSetOfficePolicyArgs = {
  input: SetOfficePolicyInput;
};


export type MutationRemindObligationArgs = {
  input: RemindObligationInput;
};


export type MutationAcknowledgeRemindersArgs = {
  input: AcknowledgeRemindersInput;
};

export type UploadFileInput = {
  readonly name: Scalars['String']['input'];
  readonly mediaType?: InputMaybe<Scalars['String']['input']>;
  readonly contentBase64: Scalars['String']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type UploadFilePayload = {
  readonly file: Maybe<StoredFile>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Phong trào thi đua: an emulation movement or drive of a plan. */
export type Movement = Node & {
  readonly id: Scalars['ID']['output'];
  readonly plan: Maybe<Plan>;
  readonly name: Scalars['String']['output'];
  readonly kind: MovementKind;
  readonly status: MovementStatus;
  /** Các nhiệm vụ phát động: numbers of the tasks that order its launch. */
  readonly launchTaskNumbers: ReadonlyArray<Scalars['Int']['output']>;
  /** Các nhiệm vụ sơ kết, tổng kết. */
  readonly reviewTaskNumbers: ReadonlyArray<Scalars['Int']['output']>;
  readonly launchedOn: Maybe<Scalars['Date']['output']>;
  readonly launchDocument: Maybe<DocumentReference>;
  /** Đơn vị tham gia. */
  readonly joined: ReadonlyArray<MovementMember>;
  /** Sơ kết. */
  readonly interimReviews: ReadonlyArray<MovementReview>;
  /** Tổng kết. */
  readonly finalReview: Maybe<MovementReview>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
};


/** Phong trào thi đua: an emulation movement or drive of a plan. */
export type MovementTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Loại phong trào: thường xuyên, theo chuyên đề, theo đợt. */
export type MovementKind =
  /** Thường xuyên. */
  | 'REGULAR'
  /** Đợt thi đua. */
  | 'DRIVE'
  /** Theo chuyên đề. */
  | 'THEMED';

/** Trạng thái phong trào. */
export type MovementStatus =
  /** Theo kế hoạch. */
  | 'PLANNED'
  /** Đã phát động. */
  | 'LAUNCHED'
  /** Đã sơ kết. */
  | 'REVIEWED'
  /** Đã tổng kết. */
  | 'CLOSED';

/** Đơn vị tham gia phong trào, from which day. */
export type MovementMember = {
  readonly unit: Maybe<Organisation>;
  readonly on: Scalars['Date']['output'];
};

/** Sơ kết, tổng kết phong trào: a review, with its document. */
export type MovementReview = {
  readonly on: Scalars['Date']['output'];
  readonly document: DocumentReference;
  readonly summary: Scalars['String']['output'];
};

export type MovementConnection = {
  readonly edges: ReadonlyArray<MovementEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type MovementEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Movement;
};

export type LaunchMovementInput = {
  readonly movementId: Scalars['ID']['input'];
  readonly document: DocumentReferenceInput;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type JoinMovementInput = {
  readonly movementId: Scalars['ID']['input'];
  readonly unitId: Scalars['ID']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type HoldReviewInput = {
  readonly movementId: Scalars['ID']['input'];
  readonly document: DocumentReferenceInput;
  /** Kết quả. */
  readonly summary: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type MovementPayload = {
  readonly movement: Maybe<Movement>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Nghĩa vụ: what one unit, or several together, owe for one milestone of a task. */
export type Obligation = Node & {
  readonly id: Scalars['ID']['output'];
  readonly plan: Maybe<Plan>;
  readonly task: Maybe<PlanTask>;
  readonly milestoneId: Scalars['ID']['output'];
  /** Kỳ: which round of a recurring milestone, or which request. */
  readonly occurrence: Maybe<Scalars['String']['output']>;
  /** Trường hợp áp dụng. */
  readonly condition: Maybe<Scalars['String']['output']>;
  /** Đơn vị phải thực hiện; several owe it together, and the filing of one is enough. */
  readonly units: Maybe<ReadonlyArray<Maybe<Organisation>>>;
  /** Đơn vị được thao tác: those who owe it, the leading unit of a cluster, a successor beside its predecessor. */
  readonly holders: Maybe<ReadonlyArray<Maybe<Organisation>>>;
  /** Ngày bắt đầu kỳ. */
  readonly firstDay: Maybe<Scalars['Date']['output']>;
  /** Ngày cuối cùng còn đúng hạn. */
  readonly lastDay: Scalars['Date']['output'];
  /** Được phép nộp muộn đến hết ngày này; it is late all the same. */
  readonly leaveUntil: Maybe<Scalars['Date']['output']>;
  readonly status: ObligationStatus;
  /** Quá hạn. */
  readonly overdue: Scalars['Boolean']['output'];
  /** Nộp sau hạn. */
  readonly late: Scalars['Boolean']['output'];
  /** Nộp muộn có phép. */
  readonly withLeave: Scalars['Boolean']['output'];
  /** Ngày nộp: the day that counts. */
  readonly filedOn: Maybe<Scalars['Date']['output']>;
  /** Văn bản đã nộp. */
  readonly documents: ReadonlyArray<DocumentReference>;
  /** Lý do trả lại lần gần nhất. */
  readonly returned: ReadonlyArray<Scalars['String']['output']>;
  readonly explanation: Maybe<Explanation>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
  /** Các lần đôn đốc, oldest first; ask with `last` for the newest. */
  readonly reminders: Maybe<ReminderConnection>;
};


/** Nghĩa vụ: what one unit, or several together, owe for one milestone of a task. */
export type ObligationTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Nghĩa vụ: what one unit, or several together, owe for one milestone of a task. */
export type ObligationRemindersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** Trạng thái nghĩa vụ. */
export type ObligationStatus =
  /** Chưa nộp. */
  | 'OPEN'
  /** Đã nộp, chờ duyệt. */
  | 'FILED'
  /** Đã được chấp nhận. */
  | 'ACCEPTED'
  /** Được miễn. */
  | 'EXCUSED'
  /** Đã rút: its task was withdrawn, or somebody else owes it. */
  | 'WITHDRAWN'
  /** Kết thúc mà chưa nộp: the plan was closed. */
  | 'ENDED_UNFILED';

/** Giải trình. */
export type Explanation = {
  readonly question: Scalars['String']['output'];
  readonly answerBy: Maybe<Scalars['Date']['output']>;
  /** Null until it was given. */
  readonly answer: Maybe<Scalars['String']['output']>;
  /** Văn bản kèm theo. */
  readonly documents: ReadonlyArray<DocumentReference>;
};

export type ObligationConnection = {
  readonly edges: ReadonlyArray<ObligationEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type ObligationEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Obligation;
};

/** One of plan, task, milestone and unit has to be given; `unitId` goes with a plan or alone, `overdue` with a plan alone. */
export type ObligationFilter = {
  readonly planId?: InputMaybe<Scalars['ID']['input']>;
  readonly taskId?: InputMaybe<Scalars['ID']['input']>;
  readonly milestoneId?: InputMaybe<Scalars['ID']['input']>;
  /** Đơn vị được thao tác. */
  readonly unitId?: InputMaybe<Scalars['ID']['input']>;
  readonly statuses?: InputMaybe<ReadonlyArray<ObligationStatus>>;
  /** Only what is overdue now. */
  readonly overdue?: InputMaybe<Scalars['Boolean']['input']>;
  readonly lastDayFrom?: InputMaybe<Scalars['Date']['input']>;
  readonly lastDayTo?: InputMaybe<Scalars['Date']['input']>;
};

/** A file to be saved as it is: UTF-8 with a byte-order mark, for spreadsheets. */
export type CsvFile = {
  readonly fileName: Scalars['String']['output'];
  readonly content: Scalars['String']['output'];
  readonly rowCount: Scalars['Int']['output'];
};

export type FileObligationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly documents: ReadonlyArray<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type CorrectFilingInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly documents: ReadonlyArray<DocumentReferenceInput>;
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ObligationReasonInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AcceptFilingInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ReturnFilingInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly reasons: ReadonlyArray<Scalars['String']['input']>;
  readonly resubmitBy?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type PermitLateFilingInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly until: Scalars['Date']['input'];
  readonly reason: Scalars['String']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DateFilingByPostmarkInput = {
  readonly obligationId: Scalars['ID']['input'];
  /** Ngày trên dấu bưu điện. */
  readonly on: Scalars['Date']['input'];
  /** Bằng chứng: what shows it. */
  readonly evidence: Scalars['String']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ExtendObligationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly lastDay: Scalars['Date']['input'];
  readonly reason: Scalars['String']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ExcuseObligationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AskExplanationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly question: Scalars['String']['input'];
  readonly answerBy?: InputMaybe<Scalars['Date']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type GiveExplanationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly text: Scalars['String']['input'];
  readonly documents?: ReadonlyArray<DocumentReferenceInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ObligationPayload = {
  readonly obligation: Maybe<Obligation>;
  /** Where this stands in the log; send it back as x-after-position to read what you wrote. */
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

export type AcceptAllFiledInput = {
  readonly milestoneId: Scalars['ID']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ExtendMilestoneInput = {
  readonly milestoneId: Scalars['ID']['input'];
  readonly lastDay: Scalars['Date']['input'];
  readonly reason: Scalars['String']['input'];
  readonly document?: InputMaybe<DocumentReferenceInput>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RemindMilestoneInput = {
  readonly milestoneId: Scalars['ID']['input'];
  readonly message?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type BulkPayload = {
  /** What became of each; null when a process does it. */
  readonly items: Maybe<ReadonlyArray<BulkItem>>;
  /** The process that does it; null when all were answered at once. */
  readonly workId: Maybe<Scalars['ID']['output']>;
  /** How many it is about. */
  readonly count: Maybe<Scalars['Int']['output']>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Kết quả từng nghĩa vụ: what an order for many has done to one of them. */
export type BulkItem = {
  readonly obligationId: Scalars['ID']['output'];
  readonly done: Scalars['Boolean']['output'];
  /** Every reason why not; empty when done. */
  readonly errors: ReadonlyArray<UserError>;
};

/** Kế hoạch công tác thi đua, khen thưởng: the yearly plan of an office. */
export type Plan = Node & {
  readonly id: Scalars['ID']['output'];
  /** Số, ký hiệu: `28/KH-UBND`. */
  readonly number: Scalars['String']['output'];
  /** Ngày ban hành văn bản. */
  readonly date: Scalars['Date']['output'];
  /** Cơ quan ban hành. */
  readonly issuer: Scalars['String']['output'];
  /** Năm kế hoạch. */
  readonly year: Scalars['Int']['output'];
  /** Trích yếu. */
  readonly title: Scalars['String']['output'];
  /** Người ký. */
  readonly signatory: Maybe<Scalars['String']['output']>;
  /** Chức vụ người ký. */
  readonly signatoryTitle: Maybe<Scalars['String']['output']>;
  /** Kế hoạch cấp trên mà kế hoạch này thực hiện. */
  readonly parent: Maybe<PlanParent>;
  readonly status: PlanStatus;
  /** Ngày ban hành trên hệ thống: the day on which the obligations began. */
  readonly issuedOn: Maybe<Scalars['Date']['output']>;
  readonly closedOn: Maybe<Scalars['Date']['output']>;
  readonly taskCount: Scalars['Int']['output'];
  readonly milestoneCount: Scalars['Int']['output'];
  /** Vấn đề còn mở theo mức độ: what people still have to settle. */
  readonly openIssues: IssueCounts;
  /** The part of the plan before the annex, as published, and the annex: bytes as they came. */
  readonly text: Maybe<PlanText>;
  /** Các phong trào thi đua nêu tại mục II.1. */
  readonly movementParagraphs: Maybe<ReadonlyArray<MovementParagraph>>;
  readonly version: Scalars['Int']['output'];
  readonly availableActions: ReadonlyArray<AvailableAction>;
  readonly timeline: Maybe<TimelineConnection>;
  /** Tiến trình giao nghĩa vụ; null before the plan is issued, or when it is not yours to know. */
  readonly opening: Maybe<ProcessProgress>;
  /** Tiến độ as of a day; today when left out. */
  readonly progress: Maybe<Progress>;
  readonly movements: Maybe<MovementConnection>;
};


/** Kế hoạch công tác thi đua, khen thưởng: the yearly plan of an office. */
export type PlanTimelineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Kế hoạch công tác thi đua, khen thưởng: the yearly plan of an office. */
export type PlanProgressArgs = {
  by: ProgressBy;
  asOf?: InputMaybe<Scalars['Date']['input']>;
};


/** Kế hoạch công tác thi đua, khen thưởng: the yearly plan of an office. */
export type PlanMovementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** Trạng thái kế hoạch. */
export type PlanStatus =
  /** Dự thảo: imported, its issues are being settled. */
  | 'DRAFT'
  /** Đã ban hành. */
  | 'ISSUED'
  /** Đã kết thúc. */
  | 'CLOSED'
  /** Đã bỏ. */
  | 'DISCARDED';

/** Kế hoạch cấp trên: the plan that this one carries out. */
export type PlanParent = {
  readonly number: Scalars['String']['output'];
  readonly date: Maybe<Scalars['Date']['output']>;
  readonly issuer: Maybe<Scalars['String']['output']>;
};

/** Số vấn đề đọc văn bản theo mức độ. */
export type IssueCounts = {
  /** Phải xử lý trước khi ban hành. */
  readonly blocking: Scalars['Int']['output'];
  /** Cần người xác nhận. */
  readonly confirm: Scalars['Int']['output'];
  /** Để biết. */
  readonly info: Scalars['Int']['output'];
};

/** Văn bản gốc. */
export type PlanText = {
  /** SHA-256 of the bytes as published, hex. */
  readonly sha256: Scalars['String']['output'];
  readonly bytes: Scalars['Int']['output'];
  /** The text itself, decoded; null when it is too large to send (over 1 MB). */
  readonly content: Maybe<Scalars['String']['output']>;
};

/** Đoạn văn bản về phong trào (mục II.1), with the movements that it names. */
export type MovementParagraph = {
  readonly letter: Scalars['String']['output'];
  readonly text: Scalars['String']['output'];
  readonly names: ReadonlyArray<Scalars['String']['output']>;
};

/** Vấn đề: something in the document that a person should look at, with its place. Nothing is repaired by itself. */
export type PlanIssue = Node & {
  readonly id: Scalars['ID']['output'];
  readonly plan: Maybe<Plan>;
  /** Null where it is about a row that belongs to no task. */
  readonly task: Maybe<PlanTask>;
  readonly milestoneId: Maybe<Scalars['ID']['output']>;
  /** Such as INVALID_DATE, YEAR_MISMATCH, LOST_SEPARATOR. */
  readonly code: Scalars['String']['output'];
  readonly severity: IssueSeverity;
  readonly place: IssuePlace;
  /** Giải thích, in the language of `Accept-Language`. */
  readonly explanation: Scalars['String']['output'];
  /** What may be meant: days, wordings, names. The choice is not limited to them. */
  readonly candidates: ReadonlyArray<Scalars['String']['output']>;
  /** What may be chosen for it. */
  readonly choices: ReadonlyArray<IssueChoiceKind>;
  readonly resolved: Scalars['Boolean']['output'];
  readonly resolution: Maybe<IssueResolution>;
};

/** Mức độ: BLOCKING stops issuing, CONFIRM wants a look, INFO is told. */
export type IssueSeverity =
  | 'BLOCKING'
  | 'CONFIRM'
  | 'INFO';

/** Vị trí trong văn bản: where an issue stands, with the words that stand there. */
export type IssuePlace = {
  /** content, leads, implementers, advisers, deadline, number or row. */
  readonly column: Scalars['String']['output'];
  /** The exact words. */
  readonly text: Scalars['String']['output'];
  /** Line of the document, from 1. */
  readonly line: Scalars['Int']['output'];
  /** UTF-16 units from the start of the document. */
  readonly offset: Scalars['Int']['output'];
};

/** Cách xử lý: what is chosen for what the text leaves open. */
export type IssueChoiceKind =
  /** Giữ nguyên như văn bản. */
  | 'AS_WRITTEN'
  /** Chọn ngày. */
  | 'DATE'
  /** Sửa lời văn. */
  | 'TEXT'
  /** Chọn năm. */
  | 'YEAR'
  /** Xác định đơn vị, chức danh. */
  | 'REFS'
  /** Chọn định kỳ. */
  | 'RECURRENCE'
  /** Đặt thời hạn. */
  | 'RULE';

/** Kết quả xử lý vấn đề: what was chosen, by whom, why. */
export type IssueResolution = {
  readonly choice: IssueChoiceKind;
  /** What was chosen, in words: a day, a text, names. */
  readonly value: Maybe<Scalars['String']['output']>;
  /** Lý do. */
  readonly reason: Scalars['String']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly by: Maybe<Person>;
};

export type PlanConnection = {
  readonly edges: ReadonlyArray<PlanEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type PlanEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Plan;
};

export type PlanIssueConnection = {
  readonly edges: ReadonlyArray<PlanIssueEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type PlanIssueEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: PlanIssue;
};

/** Cách hiểu thời hạn và nhắc việc của cơ quan: holds for plans issued from now on. */
export type OfficePolicy = {
  /** Whether “trước ngày D” still allows D itself. */
  readonly beforeCountsTheDay: Scalars['Boolean']['output'];
  /** Nhắc trước hạn: calendar days before the last day. */
  readonly remindBefore: ReadonlyArray<Scalars['Int']['output']>;
  /** Nhắc quá hạn: calendar days between reminders once it is overdue. */
  readonly remindOverdueEvery: Scalars['Int']['output'];
  readonly version: Scalars['Int']['output'];
};

/** A person as another service knows it. */
export type Person = {
  readonly id: Scalars['ID']['output'];
};

/** An organisation as another service knows it. */
export type Organisation = {
  readonly id: Scalars['ID']['output'];
};

/** Lọc vấn đề đọc văn bản. */
export type PlanIssueFilter = {
  readonly severity?: InputMaybe<IssueSeverity>;
  readonly resolved?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The text, or its bytes in Base64 (a byte-order mark and line ends are kept as they are); one of the two. */
export type ImportPlanInput = {
  readonly text?: InputMaybe<Scalars['String']['input']>;
  readonly contentBase64?: InputMaybe<Scalars['String']['input']>;
  readonly fileName?: InputMaybe<Scalars['String']['input']>;
  /** Where the text itself does not say it. */
  readonly number?: InputMaybe<Scalars['String']['input']>;
  readonly date?: InputMaybe<Scalars['Date']['input']>;
  readonly issuer?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ImportPlanPayload = {
  readonly plan: Maybe<Plan>;
  /** When the same document was imported before: that plan. */
  readonly existing: Maybe<Plan>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

export type PlanPayload = {
  readonly plan: Maybe<Plan>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

export type ReadPlanAgainInput = {
  readonly planId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DiscardPlanInput = {
  readonly planId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

/** Exactly one way of settling. */
export type IssueChoiceInput = {
  readonly asWritten?: InputMaybe<Scalars['Boolean']['input']>;
  readonly date?: InputMaybe<Scalars['Date']['input']>;
  readonly text?: InputMaybe<Scalars['String']['input']>;
  readonly year?: InputMaybe<Scalars['Int']['input']>;
  /** Ids of organisations, offices or groups. */
  readonly refs?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly recurrence?: InputMaybe<ReadonlyArray<Recurrence>>;
  /** Thời hạn do người xử lý đặt. */
  readonly deadline?: InputMaybe<DeadlineInput>;
};

/** Chu kỳ: hằng tháng, hằng quý. */
export type Recurrence =
  | 'MONTHLY'
  | 'QUARTERLY';

/** Exactly one. */
export type DeadlineInput = {
  /** Trước ngày. */
  readonly before?: InputMaybe<Scalars['Date']['input']>;
  /** Chậm nhất ngày. */
  readonly by?: InputMaybe<Scalars['Date']['input']>;
  /** Từ ngày … đến ngày … */
  readonly within?: InputMaybe<DateRangeInput>;
};

export type DateRangeInput = {
  readonly from: Scalars['Date']['input'];
  readonly to: Scalars['Date']['input'];
};

export type ResolvePlanIssueInput = {
  readonly issueId: Scalars['ID']['input'];
  readonly planId: Scalars['ID']['input'];
  readonly choice: IssueChoiceInput;
  /** Lý do; stands in the log. */
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ReopenPlanIssueInput = {
  readonly issueId: Scalars['ID']['input'];
  readonly planId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ResolvePlanIssuePayload = {
  readonly issue: Maybe<PlanIssue>;
  readonly plan: Maybe<Plan>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  /** Such as DATE_IS_DAY_OFF: advice only, nothing moves. */
  readonly warnings: ReadonlyArray<UserError>;
};

export type IssuePlanInput = {
  readonly planId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

/** Văn bản được viện dẫn. */
export type DocumentReferenceInput = {
  readonly number: Scalars['String']['input'];
  readonly date: Scalars['Date']['input'];
  readonly issuer: Scalars['String']['input'];
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** A file that you uploaded, or may read. */
  readonly fileId?: InputMaybe<Scalars['ID']['input']>;
};

export type AmendPlanInput = {
  readonly planId: Scalars['ID']['input'];
  readonly document: DocumentReferenceInput;
  readonly reason: Scalars['String']['input'];
  readonly changes: ReadonlyArray<PlanChangeInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

/** Exactly one change. */
export type PlanChangeInput = {
  readonly deadline?: InputMaybe<MilestoneDeadlineChangeInput>;
  readonly actors?: InputMaybe<MilestoneActorsChangeInput>;
  readonly withdrawTask?: InputMaybe<WithdrawTaskInput>;
};

export type MilestoneDeadlineChangeInput = {
  readonly milestoneId: Scalars['ID']['input'];
  readonly deadline: DeadlineInput;
};

export type MilestoneActorsChangeInput = {
  readonly milestoneId: Scalars['ID']['input'];
  /** Ids of organisations or groups. */
  readonly refs: ReadonlyArray<Scalars['ID']['input']>;
};

export type WithdrawTaskInput = {
  readonly taskId: Scalars['ID']['input'];
};

export type RecordAwaitedDocumentInput = {
  readonly planId: Scalars['ID']['input'];
  /** Which awaited paper: the task whose output it is, or the body that sends it. */
  readonly fromTask?: InputMaybe<Scalars['Int']['input']>;
  /** Id of the body outside. */
  readonly fromBody?: InputMaybe<Scalars['ID']['input']>;
  readonly document: DocumentReferenceInput;
  /** What it dates. */
  readonly dates?: ReadonlyArray<MilestoneDeadlineChangeInput>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type RecordAnchorDateInput = {
  readonly planId: Scalars['ID']['input'];
  readonly milestoneId: Scalars['ID']['input'];
  /** What the date is about: the name of the work. */
  readonly name: Scalars['String']['input'];
  /** Ngày dự kiến. */
  readonly date: Scalars['Date']['input'];
  /** Who owes it: ids of organisations. */
  readonly unitIds: ReadonlyArray<Scalars['ID']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ClosePlanInput = {
  readonly planId: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type SetOfficePolicyInput = {
  readonly beforeCountsTheDay: Scalars['Boolean']['input'];
  readonly remindBefore: ReadonlyArray<Scalars['Int']['input']>;
  readonly remindOverdueEvery: Scalars['Int']['input'];
  readonly reason: Scalars['String']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type SetOfficePolicyPayload = {
  readonly policy: Maybe<OfficePolicy>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Tiến độ: how far a plan is as of a day, as far as you see. */
export type Progress = {
  readonly asOf: Scalars['Date']['output'];
  readonly by: ProgressBy;
  /** One for each quarter, unit or task that has obligations; sums, no documents are read. A joint obligation counts for each of its units. */
  readonly groups: ReadonlyArray<ProgressGroup>;
};

/** Cách nhóm tiến độ: theo quý, đơn vị, nhiệm vụ. */
export type ProgressBy =
  /** Theo quý. */
  | 'QUARTER'
  /** Theo đơn vị. */
  | 'UNIT'
  /** Theo nhiệm vụ. */
  | 'TASK';

/** Tiến độ của một nhóm: how many obligations opened, filed, accepted … as of the day asked for. */
export type ProgressGroup = {
  /** Quý; null where the group is no quarter, 0 for regular tasks. */
  readonly quarter: Maybe<Scalars['Int']['output']>;
  readonly unit: Maybe<Organisation>;
  readonly task: Maybe<PlanTask>;
  /** Đã giao, less what was withdrawn. */
  readonly opened: Scalars['Int']['output'];
  /** Đã nộp, accepted or not. */
  readonly filed: Scalars['Int']['output'];
  /** Nộp muộn, among the filed. */
  readonly late: Scalars['Int']['output'];
  /** Đã chấp nhận, among the filed. */
  readonly accepted: Scalars['Int']['output'];
  /** Quá hạn chưa nộp. */
  readonly overdue: Scalars['Int']['output'];
  /** Được miễn. */
  readonly excused: Scalars['Int']['output'];
  /** Kết thúc mà chưa nộp. */
  readonly endedUnfiled: Scalars['Int']['output'];
};

/** Tiến trình: something done for many at once. */
export type ProcessProgress = {
  readonly kind: ProcessKind;
  /** What it is about: the plan, the order for many, the unit that ended. */
  readonly subject: Scalars['ID']['output'];
  readonly state: ProcessState;
  /** What it has to do, as far as it is counted. */
  readonly total: Scalars['Int']['output'];
  /** What it has done. */
  readonly done: Scalars['Int']['output'];
  /** What was done already when its turn came. */
  readonly nothing: Scalars['Int']['output'];
  /** What was refused. */
  readonly refused: Scalars['Int']['output'];
  /** The last 50 of them. */
  readonly refusals: ReadonlyArray<ProcessRefusal>;
  readonly since: Scalars['DateTime']['output'];
};

/** Loại tiến trình: what a process of the plans does. */
export type ProcessKind =
  /** Giao nghĩa vụ. */
  | 'OPENING'
  /** Làm hàng loạt. */
  | 'BULK'
  /** Bàn giao khi đơn vị kết thúc. */
  | 'HANDOVER';

/** Tình trạng tiến trình: at work, or with nothing left to do. */
export type ProcessState =
  | 'RUNNING'
  /** Nothing is left to do. */
  | 'RESTING';

/** Việc bị từ chối trong một tiến trình, with every reason. */
export type ProcessRefusal = {
  readonly target: Scalars['ID']['output'];
  /** Codes of the reasons. */
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
};

export type ProcessProgressConnection = {
  readonly edges: ReadonlyArray<ProcessProgressEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type ProcessProgressEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: ProcessProgress;
};

/** Đôn đốc: a reminder that was sent. */
export type Reminder = {
  /** From 1 up, within the obligation. */
  readonly number: Scalars['Int']['output'];
  readonly obligation: Maybe<Obligation>;
  readonly task: Maybe<PlanTask>;
  readonly kind: ReminderKind;
  /** Ngày gửi. */
  readonly sentOn: Scalars['Date']['output'];
  readonly lastDay: Scalars['Date']['output'];
  /** Calendar days left on the day it was sent; negative once overdue. */
  readonly daysToGo: Scalars['Int']['output'];
  /** Lời nhắn. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Ngày đơn vị xác nhận đã xem. */
  readonly acknowledgedOn: Maybe<Scalars['Date']['output']>;
};

/** Loại nhắc việc: before the last day, after it, or by a person. */
export type ReminderKind =
  /** Trước hạn. */
  | 'BEFORE'
  /** Quá hạn. */
  | 'OVERDUE'
  /** Do người gửi. */
  | 'MANUAL';

export type ReminderConnection = {
  readonly edges: ReadonlyArray<ReminderEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type ReminderEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Reminder;
};

export type RemindObligationInput = {
  readonly obligationId: Scalars['ID']['input'];
  readonly message?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type AcknowledgeRemindersInput = {
  readonly obligationId: Scalars['ID']['input'];
  /** Number of the last one that was seen. */
  readonly upTo: Scalars['Int']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ReminderPayload = {
  /** How many were sent so far. */
  readonly sent: Maybe<Scalars['Int']['output']>;
  /** How many of them the unit has seen. */
  readonly acknowledged: Maybe<Scalars['Int']['output']>;
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly errors: ReadonlyArray<UserError>;
  readonly warnings: ReadonlyArray<UserError>;
};

/** Nhiệm vụ: a row of the plan's annex. */
export type PlanTask = Node & {
  readonly id: Scalars['ID']['output'];
  readonly plan: Maybe<Plan>;
  /** Số thứ tự; 0 where the row has none. */
  readonly no: Scalars['Int']['output'];
  readonly section: Maybe<PlanSection>;
  /** Nội dung thực hiện, as written. */
  readonly content: Scalars['String']['output'];
  /** Lãnh đạo, chủ trì. */
  readonly leads: ReadonlyArray<PlanParty>;
  /** Đơn vị thực hiện. */
  readonly implementers: ReadonlyArray<PlanParty>;
  /** Đơn vị tham mưu, phối hợp. */
  readonly advisers: ReadonlyArray<PlanParty>;
  /** Năm mà nội dung nêu. */
  readonly targetYear: Maybe<Scalars['Int']['output']>;
  readonly periods: ReadonlyArray<PlanPeriod>;
  readonly milestones: ReadonlyArray<TaskMilestone>;
  readonly state: TaskState;
  /** Every cell of the row as it stands in the document. */
  readonly cells: ReadonlyArray<PlanCell>;
  /** Lines of the document that it was read from. */
  readonly lines: ReadonlyArray<Scalars['Int']['output']>;
  readonly issues: ReadonlyArray<PlanIssue>;
  readonly openIssueCount: Scalars['Int']['output'];
};

/** Tình trạng nhiệm vụ, as its milestones and obligations stand. */
export type TaskState =
  /** Dự thảo: its plan is not issued. */
  | 'DRAFT'
  /** Chờ văn bản: no milestone is dated before a document arrives. */
  | 'WAITING'
  /** Chưa đến: nothing is owed yet. */
  | 'PLANNED'
  /** Đang thực hiện. */
  | 'RUNNING'
  /** Có đơn vị quá hạn. */
  | 'OVERDUE'
  /** Đã hoàn thành. */
  | 'DONE'
  /** Thường xuyên, không có hạn. */
  | 'CONTINUOUS'
  /** Đã rút khỏi kế hoạch. */
  | 'WITHDRAWN';

/** Mục của phụ lục: a quarter, or what recurs all year. */
export type PlanSection = {
  readonly code: Scalars['String']['output'];
  readonly title: Scalars['String']['output'];
  /** Quý, where the section is one. */
  readonly quarter: Maybe<Scalars['Int']['output']>;
};

/** A party of a task as the document names it. */
export type PlanParty = {
  /** The words of the document. */
  readonly raw: Scalars['String']['output'];
  /** Id of the organisation, office or group; null where nobody is known by it. */
  readonly ref: Maybe<Scalars['ID']['output']>;
  readonly organisation: Maybe<Organisation>;
};

/** Khoảng thời gian trong văn bản: as written, and as it was read. */
export type PlanPeriod = {
  readonly raw: Scalars['String']['output'];
  readonly kind: Scalars['String']['output'];
  readonly from: Scalars['String']['output'];
  readonly to: Scalars['String']['output'];
};

/** Ô của bảng phụ lục, as it is written. */
export type PlanCell = {
  readonly column: Scalars['String']['output'];
  readonly heading: Scalars['String']['output'];
  readonly text: Scalars['String']['output'];
};

/** Mốc thời gian: one deadline phrase of a task. */
export type TaskMilestone = {
  readonly id: Scalars['ID']['output'];
  readonly index: Scalars['Int']['output'];
  /** Ai: ids of organisations or groups. */
  readonly actors: ReadonlyArray<Scalars['ID']['output']>;
  readonly action: Scalars['String']['output'];
  /** The words of the document. */
  readonly raw: Scalars['String']['output'];
  readonly condition: Maybe<Scalars['String']['output']>;
  /** Named offices owe it together: the filing of one is enough. */
  readonly together: Scalars['Boolean']['output'];
  readonly deadline: Deadline;
};

/** Thời hạn. */
export type Deadline = {
  readonly kind: DeadlineKind;
  /** Ngày nêu trong văn bản, or chosen by a person. */
  readonly date: Maybe<Scalars['Date']['output']>;
  readonly from: Maybe<Scalars['Date']['output']>;
  /** Ngày cuối cùng còn đúng hạn, by the office's policy. */
  readonly lastDay: Maybe<Scalars['Date']['output']>;
  /** Dự kiến: for planning, never overdue by itself. */
  readonly tentative: Scalars['Boolean']['output'];
  /** Settled: neither impossible nor in doubt. */
  readonly settled: Scalars['Boolean']['output'];
  readonly candidates: ReadonlyArray<Scalars['Date']['output']>;
  readonly every: ReadonlyArray<Scalars['String']['output']>;
  /** Neo vào: the date on which it hangs. */
  readonly anchor: Maybe<Scalars['String']['output']>;
  readonly days: Maybe<Scalars['Int']['output']>;
  readonly awaits: ReadonlyArray<AwaitedDocument>;
  /** The milestone of the task that it follows. */
  readonly after: Maybe<Scalars['Int']['output']>;
  /** Lời khuyên: the last day is a day off; nothing moves. */
  readonly advice: Maybe<Scalars['String']['output']>;
};

/** Loại thời hạn: the form in which a deadline is stated. */
export type DeadlineKind =
  | 'BEFORE'
  | 'BY'
  | 'WITHIN'
  | 'DONE'
  | 'NONE'
  | 'AWAITS_DOCUMENT'
  | 'RECURRING'
  | 'CONTINUOUS'
  | 'RELATIVE'
  | 'BY_RULE'
  | 'CHAINED';

/** Văn bản đang chờ: a document that has to arrive before the deadline can be told. */
export type AwaitedDocument = {
  readonly document: Scalars['String']['output'];
  readonly fromTask: Maybe<Scalars['Int']['output']>;
  readonly fromBody: Maybe<Scalars['ID']['output']>;
  readonly received: Scalars['Boolean']['output'];
};

export type PlanTaskConnection = {
  readonly edges: ReadonlyArray<PlanTaskEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Maybe<Count>;
};

export type PlanTaskEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: PlanTask;
};

/** Lọc nhiệm vụ. */
export type PlanTaskFilter = {
  readonly quarter?: InputMaybe<Scalars['Int']['input']>;
  readonly state?: InputMaybe<TaskState>;
  /** Only tasks that name this unit, itself or through a group. */
  readonly unitId?: InputMaybe<Scalars['ID']['input']>;
  /** With unitId: in which role. */
  readonly role?: InputMaybe<PartyRole>;
  readonly deadlineKind?: InputMaybe<DeadlineKind>;
  readonly hasOpenIssues?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Vai trò của đơn vị: chủ trì, thực hiện, tham mưu, or whoever acts in a milestone. */
export type PartyRole =
  | 'LEAD'
  | 'IMPLEMENTER'
  | 'ADVISER'
  /** Who a milestone names. */
  | 'ACTOR';
